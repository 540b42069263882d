import type { Markup } from '../../../lambda/shared/markup';
import { htmlOf, markup, ownMarkup } from '../../../lambda/shared/markup';
import type { EvidenceModel } from '../model';
import type { PageAssets } from './assets';
import { hashSource, pageAssets } from './assets';
import { checklists } from './checklists';
import { collect, inertJson } from './collect';
import { drawings } from './drawings';
import { inlineSvg } from './inline-svg';
import { matrix } from './matrix';
import { checking, packFiles } from './pack-files';
import { DATA_ID } from './page-data';
import { registers } from './registers';
import { summary } from './summary';
import { testResults } from './test-results';

/**
 * `index.html`: the whole pack on one page that needs nothing else.
 *
 * @param beside paths of the other files of the pack: the page links to them
 * @throws BuildFailure when its script does not build
 */
export async function evidencePage(
  model: EvidenceModel,
  beside: readonly string[],
): Promise<string> {
  const assets = await pageAssets();
  const { organization, name } = model.config;
  return htmlOf(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${ownMarkup(policy(assets, model))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Evidence of ${name}, ${organization.name}</title>
<style>${ownMarkup(assets.style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the evidence</a>
${header(model)}
<div class="frame">
${contents()}
<main id="main" tabindex="-1">
${summary(model)}
${matrix(model.controls)}
${registers(model.tables)}
${drawings(model.pictures)}
${checklists(model.checklists, model.answers)}
${testResults(model.tests)}
${packFiles(beside)}
${checking()}
</main>
</div>
<script type="application/json" id="${DATA_ID}">${ownMarkup(inertJson(collect(model)))}</script>
<script>${ownMarkup(assets.script)}</script>
</body>
</html>
`);
}

/**
 * Even if markup of somebody's got in, a browser would run and load nothing: one script by its hash, the
 * style sheets of the page and of its pictures by theirs, and no more. https://www.w3.org/TR/CSP3/
 */
function policy({ script, style }: PageAssets, { pictures }: EvidenceModel): string {
  const styles = [style, ...pictures.flatMap(({ svg }) => inlineSvg(svg).styles)].map(hashSource);
  return `default-src 'none'; script-src ${hashSource(script)}; style-src ${styles.join(' ')}; img-src data:; form-action 'none'; base-uri 'none'`;
}

function header({ config, source, ledger }: EvidenceModel): Markup {
  return markup`<header class="top">
<div><p class="eyebrow">HIPAA landing zone · evidence pack</p>
<h1>${config.organization.name}</h1>
<p>Zone <b>${config.name}</b> (${ledger.profile}), version ${source.version}${source.date === '' ? '' : markup`, ${source.date.slice(0, 10)}`}</p></div>
<fieldset class="theme scripted" hidden><legend>Colours</legend>
<label><input type="radio" name="theme" value="" checked> Auto</label>
<label><input type="radio" name="theme" value="light"> Light</label>
<label><input type="radio" name="theme" value="dark"> Dark</label></fieldset>
</header>`;
}

const CONTENTS = [
  ['summary', 'Summary'],
  ['controls', 'Control matrix'],
  ['registers', 'Registers'],
  ['pictures', 'Pictures'],
  ['checklists', 'Checklists'],
  ['tests', 'Test results'],
  ['files', 'Files'],
  ['checking', 'How to check'],
] as const;

function contents(): Markup {
  return markup`<nav class="contents" aria-label="Contents"><ul>${CONTENTS.map(([id, title]) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}
