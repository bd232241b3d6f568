/**
 * A tiled product through workgroup memory: the invocations of a workgroup bring in, together, so many steps of the depth of all their rows and
 * columns, wait for each other, and multiply from there. Each element is read from the device's memory once a workgroup, not once a tile: what
 * a GPU's caches want. Software adapters keep that memory where they keep all else, and only lose by the copy.
 */

import type { Axis, Contraction } from "../fuse/contraction.js";
import { type Index, add, literal, mul, variable } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import type { Size } from "../ir/type.js";
import type { Block } from "./block.js";
import { type KernelWriter, rolled } from "./kernel.js";
import { Nest } from "./nest.js";
import { type TileOperand, elementAt, loadTile, placesOf } from "./operand.js";
import { sizeText } from "./text.js";
import type { Sizes } from "./tile-place.js";
import { type Tile, accumulator } from "./tile-shape.js";
import { vectorOf } from "./vectors.js";
import { sizeOfAxes } from "./tile-walk.js";

/** Vectors of workgroup memory, the same for all kernels, so that those of one launch share it: half of what every device has. */
const vectors = 512;

/** How many steps of the depth are brought in at a time: whole vectors, no more than there are or than there is memory for. `undefined` where it can't be. */
export function stepsFor(tile: Tile, contraction: Contraction, most: number): number | undefined {
  if (tile.share > 1 || tile.rows % 4 > 0 || tile.columns % 4 > 0) return undefined;
  const depth = sizeOfAxes(contraction.depth);
  return [most, most / 2, most / 4].find((steps) => (depth.batch > 0 || depth.factor >= steps) && (rowsOf(tile) + columnsOf(tile)) * (steps / 4) <= vectors);
}

const rowsOf = ({ down, rows }: Tile): number => down * rows;
const columnsOf = ({ across, columns }: Tile): number => across * columns;

/** One side of the product, as a workgroup brings it in. */
interface Side {
  readonly operand: TileOperand;
  readonly axes: readonly Axis[];
  readonly size: Size;
  /** How many of its rows or columns a workgroup has. */
  readonly count: number;
  /** The variable that holds the first of them. */
  readonly first: "top" | "beside";
  /** Where it begins in workgroup memory. */
  readonly start: number;
}

export function multiplyStaged(block: Block, writer: KernelWriter, node: Node, contraction: Contraction, [left, right]: readonly [TileOperand, TileOperand], sizes: Sizes, tile: Tile, steps: number): void {
  writer.support.add(`var<workgroup> staged: array<vec4f, ${vectors}>;`);
  const above: Side = { operand: left, axes: contraction.rows, size: sizes.rows, count: rowsOf(tile), first: "top", start: 0 };
  const aside: Side = { operand: right, axes: contraction.columns, size: sizes.columns, count: columnsOf(tile), first: "beside", start: (rowsOf(tile) * steps) / 4 };
  const depth = sizeOfAxes(contraction.depth);
  // Lanes that have no tile of their own help to bring in what the others need: they are counted from the workgroup's first, not from their own.
  const loop = block.nested(`for (var begin = 0u; begin < ${sizeText(depth)}; begin += ${steps}u)`);
  for (const side of [above, aside]) bringIn(loop, writer, node, contraction, sizes, side, tile, steps);
  loop.line("workgroupBarrier();");
  const inner = loop.nested(`for (var step = 0u; step < ${rolled({ factor: steps, batch: 0 })}; step++)`);
  multiplyStep(inner, tile, above, aside);
  loop.close(inner);
  loop.line("workgroupBarrier();");
  block.close(loop);
}

/** Four rows at one step of the depth make a vector. Neighbouring lanes take neighbours in memory. */
function bringIn(loop: Block, writer: KernelWriter, node: Node, contraction: Contraction, sizes: Sizes, side: Side, tile: Tile, steps: number): void {
  const lanes = tile.down * tile.across;
  const high = side.count / 4;
  const each = loop.nested(`for (var part = lane; part < ${high * steps}u; part += ${lanes}u)`);
  const depth = sizeOfAxes(contraction.depth);
  const whole = depth.batch === 0 && depth.factor % steps === 0;
  const along = runsAlong(side, contraction);
  each.line(`let step = ${along ? `part % ${steps}u` : `part / ${high}u`};`);
  each.line(`let four = ${along ? `part / ${steps}u` : `part % ${high}u`};`);
  each.line(`let k = ${whole ? "begin + step" : `min(begin + step, ${sizeText(depth)} - 1u)`};`);
  const nest = new Nest(each, []);
  const place = new Map([...placesOf(contraction.batch, variable("z", sizes.batch)), ...placesOf(contraction.depth, variable("k", depth))]);
  const elements = loadTile(side.operand, fourFrom(each, side).map((index) => elementAt(side.operand, new Map([...place, ...placesOf(side.axes, index)]))), nest, writer, node, "a");
  const vector = vectorOf(elements, nest);
  const stage = `${side.start === 0 ? "" : `${side.start}u + `}step * ${high}u + four`;
  nest.line(`staged[${stage}] = ${whole ? vector : `select(vec4f(), ${vector}, begin + step < ${sizeText(depth)})`};`);
  nest.close();
  loop.close(each);
}

/** Whether neighbours in the depth lie side by side. */
function runsAlong({ operand }: Side, { depth }: Contraction): boolean {
  const last = depth.at(-1)?.name;
  return (operand.address.kind === "add" ? operand.address.terms : [operand.address]).some((term) => term.kind === "variable" && term.name === last);
}

/** Held inside the matrix: what lies past its edge is brought in twice and used by lanes that store nothing. */
function fourFrom(block: Block, { first, size, count }: Side): Index[] {
  const whole = size.batch === 0 && size.factor % count === 0;
  const start = `${first} + four * 4u`;
  if (size.factor % 4 === 0) {
    const quarter: Size = { factor: size.factor / 4, batch: size.batch };
    block.line(`let held = ${whole ? `${first} / 4u + four` : `min(${first} / 4u + four, ${sizeText(quarter)} - 1u)`};`);
    return [0, 1, 2, 3].map((i) => add(mul(variable("held", quarter), { factor: 4, batch: 0 }), literal(i)));
  }
  return [0, 1, 2, 3].map((i) => {
    block.line(`let held${i} = min(${i === 0 ? start : `${start} + ${i}u`}, ${sizeText(size)} - 1u);`);
    return variable(`held${i}`, size);
  });
}

function multiplyStep(block: Block, tile: Tile, above: Side, aside: Side): void {
  const own = (count: number, number: string, side: Side): string[] =>
    Array.from({ length: count / 4 }, (_, i) => `staged[${side.start === 0 ? "" : `${side.start}u + `}step * ${side.count / 4}u + ${number} * ${count / 4}u${i === 0 ? "" : ` + ${i}u`}]`);
  const rows = own(tile.rows, tile.down === 1 ? "0u" : `lane / ${tile.across}u`, above);
  const columns = own(tile.columns, tile.across === 1 ? "0u" : `lane % ${tile.across}u`, aside);
  rows.forEach((text, i) => block.line(`let a${i} = ${text};`));
  columns.forEach((text, i) => block.line(`let b${i} = ${text};`));
  for (let row = 0; row < tile.rows; row++) {
    columns.forEach((_, i) => {
      const sum = accumulator(row, i);
      block.line(`${sum} = fma(vec4f(a${Math.floor(row / 4)}.${"xyzw"[row % 4]}), b${i}, ${sum});`);
    });
  }
}
