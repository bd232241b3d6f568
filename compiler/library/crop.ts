/** A rectangle of a picture, at a place that may differ from sample to sample. */

import type { Node } from "../ir/node.js";
import { add, broadcast, cast, constantValue, contract, equal, floor, iota, maximum, minimum } from "../ops/index.js";
import { asNumber } from "./align.js";
import { Mistake, type Builtin, type CheckCall } from "./builtin.js";
import { demandSizes } from "./demands.js";
import { countOption, numberOption } from "./options.js";
import { sliceAxis } from "./shaping.js";
import { showTensor, tensor } from "./type.js";

/** One of the two directions: how far the picture reaches, and what of it is kept. */
interface Direction {
  readonly offset: "top" | "left";
  /** Among the values of the call. */
  readonly position: number;
  readonly length: "h" | "w";
  readonly words: string;
  readonly axisFromEnd: number;
}

const directions: readonly Direction[] = [
  { offset: "top", position: 1, length: "h", words: "rows", axisFromEnd: 2 },
  { offset: "left", position: 2, length: "w", words: "columns", axisFromEnd: 1 },
];

/** How much is kept of an axis. A constant offset that leaves the picture is a mistake; others are known too late. */
function keptOf({ offset, position, length, words, axisFromEnd }: Direction, { values, constants = [], options }: CheckCall): number {
  const [picture] = values;
  const extent = Number(picture.shape.at(-axisFromEnd));
  const kept = countOption("crop", options, length);
  if (kept > extent) throw new Mistake("shape/slice", `${showTensor(picture)} has ${extent} ${words}, and crop takes ${kept}`, { at: length, label: `${kept} ${words}` });
  const place = values[position];
  if (place.shape.length > 0) throw new Mistake("shape/layer", `crop takes a number as ${offset}, and this is ${showTensor(place)}`, { at: position, label: showTensor(place), help: "one for all samples, or one for each" });
  const start = constants[position];
  if (start !== undefined && !(Number.isInteger(start) && start >= 0 && start + kept <= extent)) {
    throw new Mistake("shape/slice", `${kept} ${words} from ${start} on are not all in ${showTensor(picture)}`, { at: position, label: `${offset} is ${start}`, help: `${offset} is a whole number from 0 to ${extent - kept}` });
  }
  return kept;
}

interface Picture {
  readonly node: Node;
  readonly batched: boolean;
}

/**
 * `length` elements of an axis. At an offset that isn't known when compiling it is a product with a matrix that has a 1 in
 * row i at column offset + i: out[…, i, …] = Σ_j [j = offset + i] · x[…, j, …], of each sample its own where the offset is.
 */
function cut(x: Picture, axisFromEnd: number, start: Node, length: number): Picture {
  const { node, batched } = x;
  const axis = node.type.shape.length - axisFromEnd;
  const extent = Number(node.type.shape[axis]);
  const known = constantValue(start);
  if (known !== undefined) return { node: sliceAxis(node, axis, known, known + length), batched };
  const each = start.type.shape.length > 0;
  const shape = [...start.type.shape, length, extent];
  const outer = each ? [0] : [];
  // Rounded down, and so that the rectangle stays in the picture.
  const held = minimum(maximum(floor(asNumber(start)), 0), extent - length);
  const place = add(broadcast(held, shape, outer), asNumber(iota(shape, outer.length)));
  const rows = cast(equal(place, asNumber(iota(shape, outer.length + 1))), "f32");
  const letters = [..."cdefgh"].slice(0, node.type.shape.length - (batched ? 1 : 0));
  const along = letters[letters.length - axisFromEnd];
  const result = letters.map((letter) => (letter === along ? "o" : letter)).join("");
  return { node: contract(`${batched ? "b" : ""}${letters.join("")},${each ? "b" : ""}o${along}->${batched || each ? "b" : ""}${result}`, node, rows), batched: batched || each };
}

const crop: Builtin = {
  name: "crop",
  summary: "h rows and w columns of a picture, from row `top` and column `left`; where these are values, rounded down and kept inside, of each sample its own",
  parameters: [
    { name: "v", kind: "value" },
    { name: "top", kind: "value", constant: true },
    { name: "left", kind: "value", constant: true },
    { name: "h", kind: "number", integer: true },
    { name: "w", kind: "number", integer: true },
  ],
  check(call) {
    const [picture] = call.values;
    const sizes = demandSizes("crop", picture);
    if (sizes.length < 2) throw new Mistake("shape/layer", `crop needs height and width, and this is ${showTensor(picture)}`, { at: 0, label: showTensor(picture) });
    const kept = directions.map((direction) => keptOf(direction, call));
    return { type: tensor([...sizes.slice(0, -2), ...kept], call.values.some(({ batched }) => batched)) };
  },
  lower({ inputs, types: [{ batched }], options }) {
    const picture: Picture = { node: asNumber(inputs[0]), batched };
    return directions.reduce((x, { axisFromEnd, position, length }) => cut(x, axisFromEnd, inputs[position], numberOption(options, length)), picture).node;
  },
};

export const crops: readonly Builtin[] = [crop];
