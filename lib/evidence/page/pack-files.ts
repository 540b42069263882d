import type { Markup } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import { hrefOf } from './collect';
import { part } from './parts';

const KINDS: readonly (readonly [string, (path: string) => boolean])[] = [
  ['Tables', (path) => path.endsWith('.csv')],
  ['Pictures', (path) => path.endsWith('.svg')],
  ['OSCAL', (path) => path.startsWith('oscal/')],
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
<li><b>These are the files that were made.</b> <a href="./manifest.json">manifest.json</a> has the SHA-256 of each: <code>npx hlz evidence verify</code> compares all of them, and so does <code>sha256sum</code> without any program of ours.</li>
<li><b>Who made them.</b> A signed pack has <code>manifest.note</code>, an Ed25519 signature over the manifest (C2SP signed note). Get the public key by another way than the pack: <code>npx hlz evidence verify --key</code> takes it. A signature says who made the pack, not that there is no newer one.</li>
<li><b>They say what the code says.</b> The same commit, config, results of tests and answers give the same bytes: <code>npm run evidence</code> in a checkout of the commit above, with <a href="./config.json">config.json</a> and the two files, if they were given; then compare the folders. Their SHA-256 stand under “Made from”.</li>
<li><b>What happened in the running zone.</b> The pack cannot know it, the audit ledger does. Ask for an export, and check its proofs offline: <code>npx hlz ledger verify</code>.</li>
</ol>
<p>Step by step, in the repository: <code>docs/auditor.md</code>, <code>docs/evidence.md</code>, <code>docs/ledger.md</code>.</p>`,
  );
}
