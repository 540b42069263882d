/**
 * Colours of a picture by name, light and dark. A page that has its own sets `--picture-<name>`; on its
 * own a picture follows the system. No colour says what a shape, a dash or a word does not say too.
 */
const COLOURS = {
  ink: ['#1f2933', '#e4e7eb'],
  quiet: ['#52606d', '#a3afbd'],
  paper: ['#ffffff', '#12181f'],
  room: ['#f4f6f8', '#1a222b'],
  frame: ['#9aa5b1', '#52606d'],
  phi: ['#a61b6a', '#f68fc2'],
  audit: ['#1d5fa8', '#70b4f5'],
  alert: ['#a84a0b', '#f4ab5a'],
  call: ['#465666', '#b4c0cc'],
} as const;
type Colour = keyof typeof COLOURS;
const NAMES = Object.keys(COLOURS) as readonly Colour[];

/** Class of the root of a picture, under which all of its style stands. */
export function rootClass(id: string): string {
  return `hlz-${id}`;
}

/** Style sheet of one picture. Its rules touch nothing outside of the picture. */
export function styleOf(id: string): string {
  const root = `.${rootClass(id)}`;
  const scheme = (which: 0 | 1) =>
    `${root}{${NAMES.map((name) => `--${name}:var(--picture-${name},${COLOURS[name][which]})`).join(';')}}`;
  return [
    scheme(0),
    `@media (prefers-color-scheme:dark){${scheme(1)}}`,
    ...RULES.map((rule) => `${root} ${rule}`),
    `${root}{color:var(--ink);font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}`,
  ].join('\n');
}

const RULES = [
  '.sheet{fill:var(--paper)}',
  'text{fill:currentColor;font-size:12px}',
  'text.head{font-size:20px;font-weight:600}',
  'text.group{font-size:13px;font-weight:700}',
  'text.name{font-size:13px;font-weight:600}',
  'text.quiet{fill:var(--quiet)}',
  'text.end{text-anchor:end}',
  'text.mid{text-anchor:middle}',
  '.room{fill:var(--room);stroke:var(--frame);stroke-width:1}',
  '.card{fill:var(--paper);stroke:currentColor;stroke-width:1.2}',
  '.dashed{stroke-dasharray:4 3}',
  '.thin{fill:none;stroke:currentColor;stroke-width:1}',
  '.hatch{fill:var(--paper);stroke:none}',
  '.hatching{stroke:var(--phi);stroke-width:2}',
  '.wire{fill:none;stroke-width:1.6}',
  '.tip{stroke:none}',
  ...(['phi', 'audit', 'alert', 'call'] as const).flatMap((tone) => [
    `.wire.${tone}{stroke:var(--${tone})}`,
    `.tip.${tone}{fill:var(--${tone})}`,
  ]),
  '.wire.audit{stroke-dasharray:7 3}',
  '.wire.alert{stroke-dasharray:2 3}',
  '.wire.call{stroke-width:1.2}',
  '.wire.cross{stroke-dasharray:none;stroke-width:2.4}',
];
