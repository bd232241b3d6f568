/** Arrows between the boxes of a model, drawn again when the boxes move. */

import type { Flow } from "../language/flows.js";

const namespace = "http://www.w3.org/2000/svg";

export interface Arrow extends Flow {
  /** `real`, `made`, `judged`, or nothing. */
  readonly kind: string;
}

/** Ends are spread along a box's side, in the order of what they lead to. */
export function drawArrows(svg: SVGSVGElement, arrows: readonly Arrow[], boxes: ReadonlyMap<string, HTMLElement>): void {
  const origin = svg.getBoundingClientRect();
  const placed = arrows.flatMap((arrow) => {
    const [from, to] = [boxes.get(arrow.from)?.getBoundingClientRect(), boxes.get(arrow.to)?.getBoundingClientRect()];
    return from && to ? [{ ...arrow, from: { box: from, name: arrow.from }, to: { box: to, name: arrow.to } }] : [];
  });
  const middle = (box: DOMRect): number => box.top + box.height / 2;
  svg.replaceChildren(
    ...placed.flatMap((arrow) => {
      const leaving = placed.filter(({ from }) => from.name === arrow.from.name).sort((a, b) => middle(a.to.box) - middle(b.to.box));
      const coming = placed.filter(({ to }) => to.name === arrow.to.name).sort((a, b) => middle(a.from.box) - middle(b.from.box));
      const start = { x: arrow.from.box.right - origin.left, y: spread(arrow.from.box, leaving.indexOf(arrow), leaving.length) - origin.top };
      const end = { x: arrow.to.box.left - origin.left - 5, y: spread(arrow.to.box, coming.indexOf(arrow), coming.length) - origin.top };
      return [curve(start, end, arrow.kind), head(end, arrow.kind)];
    }),
  );
}

/** Within the middle of the side, 14 px apart where there is room. */
function spread({ top, height }: DOMRect, place: number, count: number): number {
  const step = Math.min(14, (height * 0.7) / Math.max(1, count));
  return top + height / 2 + (place - (count - 1) / 2) * step;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function curve(start: Point, end: Point, kind: string): SVGPathElement {
  const reach = Math.max(28, Math.abs(end.x - start.x) / 2);
  return path(`M${start.x} ${start.y} C${start.x + reach} ${start.y} ${end.x - reach} ${end.y} ${end.x} ${end.y}`, kind);
}

function head({ x, y }: Point, kind: string): SVGPathElement {
  return path(`M${x + 5} ${y} l-7 -3.5 v7 z`, `head ${kind}`);
}

function path(d: string, kind: string): SVGPathElement {
  const made = document.createElementNS(namespace, "path");
  made.setAttribute("d", d);
  made.setAttribute("class", kind);
  return made;
}

export function arrowLayer(): SVGSVGElement {
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("aria-hidden", "true");
  return svg;
}
