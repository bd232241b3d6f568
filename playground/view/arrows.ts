/** Arrows between the boxes of a model, drawn again when the boxes move. They bend between columns, where no box is, and run straight within one. */

import type { Flow } from "../language/flows.js";

const namespace = "http://www.w3.org/2000/svg";

export interface Arrow extends Flow {
  /** `real`, `made`, `judged`, or nothing. */
  readonly kind: string;
}

export interface Arrows {
  /** Each from a column to the next. */
  readonly forward: readonly Arrow[];
  /** Below all boxes, from a column to itself or to one before it. */
  readonly backward: readonly Arrow[];
}

/** A box or a lane, and the column that it stands in, in pixels from the drawing's corner. */
interface Place {
  readonly box: DOMRect;
  readonly column: DOMRect;
  readonly isLane: boolean;
}

type Placed = Arrow & { readonly start: Place; readonly end: Place };

/** Pixels between arrows that run beside each other. */
const apart = 12;
const headLength = 7;

/** The space below the boxes that so many arrows need to go back. */
export const roomBelow = (backward: number): number => (backward > 0 ? apart * (backward + 1) : 0);

/** Ends are spread along a box's side, in the order of what they lead to. */
export function drawArrows(svg: SVGSVGElement, { forward, backward }: Arrows, boxes: ReadonlyMap<string, HTMLElement>): void {
  const origin = svg.getBoundingClientRect();
  const inDrawing = ({ x, y, width, height }: DOMRect): DOMRect => new DOMRect(x - origin.x, y - origin.y, width, height);
  const placeOf = (name: string): Place | undefined => {
    const box = boxes.get(name);
    const column = box?.parentElement;
    return box && column ? { box: inDrawing(box.getBoundingClientRect()), column: inDrawing(column.getBoundingClientRect()), isLane: box.classList.contains("lane") } : undefined;
  };
  const placed = (arrow: Arrow): Placed[] => {
    const [start, end] = [placeOf(arrow.from), placeOf(arrow.to)];
    return start && end ? [{ ...arrow, start, end }] : [];
  };
  const [ahead, back] = [forward.flatMap(placed), backward.flatMap(placed)];
  const leaving = (arrow: Placed): number => heightOf(arrow, arrow.start, [...sorted(ahead.filter(({ from }) => from === arrow.from), ({ end }) => end), ...back.filter(({ from }) => from === arrow.from)]);
  const coming = (arrow: Placed): number => heightOf(arrow, arrow.end, [...sorted(ahead.filter(({ to }) => to === arrow.to), ({ start }) => start), ...back.filter(({ to }) => to === arrow.to)]);
  const floor = Math.max(0, ...[...boxes.values()].map((box) => inDrawing(box.getBoundingClientRect()).bottom));
  svg.replaceChildren(
    ...ahead.flatMap((arrow) => [path(bend(arrow, leaving(arrow), coming(arrow)), arrow.kind), ...head(arrow, coming(arrow))]),
    ...back.flatMap((arrow, i) => [path(loop(arrow, leaving(arrow), coming(arrow), floor + apart * (i + 1), i), arrow.kind), ...head(arrow, coming(arrow))]),
  );
}

const middle = ({ box }: Place): number => box.top + box.height / 2;

function sorted(arrows: readonly Placed[], farEnd: (arrow: Placed) => Place): Placed[] {
  return [...arrows].sort((a, b) => middle(farEnd(a)) - middle(farEnd(b)));
}

/** Within the middle of the side, at its place among its like. */
function heightOf(arrow: Placed, place: Place, alike: readonly Placed[]): number {
  if (place.isLane) return middle(place);
  const step = Math.min(apart, (place.box.height * 0.7) / alike.length);
  return middle(place) + (alike.indexOf(arrow) - (alike.length - 1) / 2) * step;
}

function bend({ start, end }: Placed, from: number, to: number): string {
  const [left, right] = [start.column.right, end.column.left];
  const half = (left + right) / 2;
  return `M${start.isLane ? start.box.left : start.box.right} ${from} H${left} C${half} ${from} ${half} ${to} ${right} ${to} H${tip(end)}`;
}

/** Out of the box, down through the space beside its column, below everything, and up before the other one. */
function loop({ start, end }: Placed, from: number, to: number, below: number, place: number): string {
  const [out, into] = [start.column.right + 10 + 4 * place, end.column.left - 18 - 4 * place];
  const round = 6;
  return [
    `M${start.box.right} ${from} H${out - round} Q${out} ${from} ${out} ${from + round}`,
    `V${below - round} Q${out} ${below} ${out - round} ${below}`,
    `H${into + round} Q${into} ${below} ${into} ${below - round}`,
    `V${to + round} Q${into} ${to} ${into + round} ${to} H${tip(end)}`,
  ].join(" ");
}

/** Where the line ends: at a box below its head. */
function tip({ box, isLane }: Place): number {
  return isLane ? box.left : box.left - headLength + 1;
}

function head({ end, kind }: Placed, y: number): SVGPathElement[] {
  return end.isLane ? [] : [path(`M${end.box.left} ${y} l${-headLength} -3.5 v7 z`, `head ${kind}`)];
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
