import type { PlacedNet } from '../layout/place';
import type { Markup } from './svg';
import { element, units } from './svg';

const RADIUS = 5;
const TIP = 7;

/** One net: its trunk, its branches, and a tip wherever something arrives. */
export function netMarkup({ tone, x, branches }: PlacedNet): Markup {
  const ys = branches.map(({ y }) => y);
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const bends = bottom - top > 2 * RADIUS;
  const trunk = bends
    ? `M${units(x)} ${units(top + (alone(branches, top) ? RADIUS : 0))}V${units(bottom - (alone(branches, bottom) ? RADIUS : 0))}`
    : `M${units(x)} ${units(top)}V${units(bottom)}`;
  const d = [
    ...(top === bottom ? [] : [trunk]),
    ...branches.map(({ x: end, y }) => {
      const turn = bends && alone(branches, y) && (y === top || y === bottom);
      if (!turn) return `M${units(end)} ${units(y)}H${units(x)}`;
      const side = end < x ? -1 : 1;
      const away = y === top ? RADIUS : -RADIUS;
      return `M${units(end)} ${units(y)}H${units(x + side * RADIUS)}Q${units(x)} ${units(y)} ${units(x)} ${units(y + away)}`;
    }),
  ].join('');
  const joints = bends
    ? branches
        .filter(({ y }) => y !== top && y !== bottom)
        .map(({ y }) => element('circle', { class: `tip ${tone}`, cx: x, cy: y, r: 2.4 }))
    : [];
  const tips = branches.flatMap(({ x: end, y, arrow }) => {
    if (!arrow) return [];
    const back = end < x ? TIP : -TIP;
    const tip = `M${units(end)} ${units(y)}L${units(end + back)} ${units(y - 4)}V${units(y + 4)}Z`;
    return [element('path', { class: `tip ${tone}`, d: tip })];
  });
  return element('g', {}, element('path', { class: `wire ${tone}`, d }), ...joints, ...tips);
}

/** Whether no other branch is as high. */
function alone(branches: PlacedNet['branches'], height: number): boolean {
  return branches.filter(({ y }) => y === height).length === 1;
}
