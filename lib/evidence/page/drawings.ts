import type { Markup } from '../../../lambda/shared/markup';
import { markup, ownMarkup } from '../../../lambda/shared/markup';
import type { Picture } from '../model';
import { hrefOf } from './collect';
import { inlineSvg } from './inline-svg';
import { part } from './parts';

/** The drawings, with what they show in words. */
export function drawings(pictures: readonly Picture[]): Markup {
  return part(
    'pictures',
    'Pictures',
    markup`<p>Drawn from the templates: what is not in them is not here.</p>
${pictures.map(
  ({ id, title, explains, svg }) => markup`<figure id="picture-${id}">
<figcaption><h3>${title}</h3><p>${explains} <a href="${hrefOf(`${id}.svg`)}">${id}.svg</a></p></figcaption>
<div class="picture scroll" role="group" tabindex="0" aria-label="${title}">${ownMarkup(inlineSvg(svg).svg)}</div>
</figure>
`,
)}`,
  );
}
