import type { Markup } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import { hrefOf } from './collect';
import { part } from './parts';

const KINDS: readonly (readonly [string, (path: string) => boolean])[] = [
  ['Tables', (path) => path.endsWith('.csv')],
  ['Pictures', (path) => path.endsWith('.svg')],
  ['OSCAL', (path) => path.startsWith('oscal')],
  ['Templates', (path) => path.startsWith('templates/')],
];

/** Every file beside the page, by kind. */
export function packFiles(beside: readonly string[]): Markup {
  const kindOf = (path: string): string => KINDS.find(([, isOf]) => isOf(path))?.[0] ?? 'Others';
  const kinds = [...KINDS.map(([kind]) => kind), 'Others'];
  return part(
    'files',
    'Files of this pack',
    markup`<div class="files">${kinds.map((kind) => {
      const own = beside.filter((path) => kindOf(path) === kind);
      return own.length === 0
        ? ''
        : markup`<div><h3>${kind}</h3><ul>${own.map((path) => markup`<li><a href="${hrefOf(path)}">${path}</a></li>`)}</ul></div>`;
    })}</div>`,
  );
}

/** How to see that nobody changed the pack. */
export function checking(): Markup {
  return part(
    'checking',
    'How to check this pack',
    markup`<ol>
<li><b>The files are those that were made.</b> <code>manifest.json</code> has the SHA-256 of every file beside it. On any machine: <code>sha256sum index.html</code>, and compare.</li>
<li><b>Who made them.</b> Where the pack was signed, the signature is over the manifest, by an Ed25519 key; ask the security official for the public key by another way than the pack.</li>
<li><b>They say what the code says.</b> The same commit and config give the same bytes: <code>npm run evidence</code> in a checkout of the commit above, and compare the folders.</li>
<li><b>What happened in the running zone.</b> The pack cannot know it. The audit ledger can: ask for an export, and check its proofs offline with <code>hlz ledger verify</code>.</li>
</ol>
<p>Step by step: <code>docs/evidence.md</code>, <code>docs/auditor.md</code> and <code>docs/ledger.md</code> of the repository.</p>`,
  );
}
