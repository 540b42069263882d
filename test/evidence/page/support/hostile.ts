/** Texts that would be markup, a script or a link, if the page let them. */
export const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onfocus=alert(1) autofocus='",
  'javascript:alert(1)',
  '</style><style>@import "https://evil.example"</style>',
  '</textarea></details><iframe src=https://evil.example>',
  '<!-- <script>',
  ']]></title>&lt;script&gt;',
  '\u2028\u2029\u0000\u202e`${1}',
  '../../../etc/passwd',
];
