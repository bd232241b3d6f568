/**
 * Products in register tiles: an invocation computes a few rows by a few columns, so that each load serves many products. Operands
 * are read through their index maps. The innermost axis of a window is unrolled: neighbouring places of a picture share what they see.
 */

import { type Axis, type Contraction, asContraction, extentOf } from "../fuse/contraction.js";
import { type Index, add, asSize, growsEvenly, keyOf, literal, mul, substitute, times, variable } from "../ir/index.js";
import { reductionsOf } from "../fuse/kernel.js";
import { IrError } from "../ir/op.js";
import type { Node } from "../ir/node.js";
import { dimAt, type Size } from "../ir/type.js";
import type { PlannedKernel } from "../plan/plan.js";
import { Block, Names } from "./block.js";
import { type KernelCode, KernelWriter, rolled } from "./kernel.js";
import { type Loop, Nest } from "./nest.js";
import { type Places, type TileOperand, loadTile, operandOf, placesOf } from "./operand.js";
import type { Target } from "./target.js";
import { type Sizes, loadedColumns, loadedRows, placeTile } from "./tile-place.js";
import { type Tile, accumulator, accumulators, tileFor } from "./tile-shape.js";
import { storeTile } from "./tile-store.js";

/** Names that a tiled kernel has of its own. */
const own = ["group", "groups", "launched", "once", "lane", "B", "tile", "z", "m", "n", "k", "e", "mt", "nt", "down", "across", "q", "sums", ...[..."mn"].flatMap((letter) => Array.from({ length: 16 }, (_, i) => `${letter}${i}`)), "q1", "q2", "q3"];

export function tileKernel(planned: PlannedKernel, batch: number, target: Target): KernelCode {
  const [node] = reductionsOf(planned.kernel);
  const contraction = asContraction(node);
  if (!contraction) throw new IrError(`${node.op.name} %${node.id} is no matrix product`);
  const sizes = { rows: product(contraction.rows), columns: product(contraction.columns), batch: product(contraction.batch) };
  const last = contraction.columns.at(-1);
  const tile = tileFor({ rows: extentOf(contraction.rows, batch), columns: extentOf(contraction.columns, batch), line: last ? dimAt(last.extent, batch) : 1, batch: extentOf(contraction.batch, batch) }, target);
  const writer = new KernelWriter(planned);
  const block = new Block(new Names([...own, ...contraction.depth.map(({ name }) => name), ...accumulators(tile).map(([row, vector]) => accumulator(row, vector))]));
  const groups = [
    { size: sizes.rows, per: tile.down * tile.rows },
    { size: sizes.columns, per: tile.across * tile.columns },
    { size: sizes.batch, per: 1 },
  ];
  const outside = placeTile(block, groups, sizes, tile);
  for (const [row, vector] of accumulators(tile)) block.line(`var ${accumulator(row, vector)} = vec4f();`);
  multiply(block, writer, node, contraction, sizes, tile);
  if (tile.share > 1) writer.enables.add("subgroups");
  if (outside !== undefined) block.line(`if (${outside}) { return; }`);
  storeTile(block, writer, contraction, sizes, tile, node);
  return writer.code(tile.down * tile.across, block, groups);
}

function product(axes: readonly Axis[]): Size {
  return axes.reduce((size, { extent }) => times(size, asSize(extent)), { factor: 1, batch: 0 });
}

function multiply(block: Block, writer: KernelWriter, node: Node, contraction: Contraction, sizes: Sizes, tile: Tile): void {
  const left = operandOf(writer, node, contraction, contraction.left);
  const right = operandOf(writer, node, contraction, contraction.left === 0 ? 1 : 0);
  const rows = loadedRows(tile, sizes.rows, block);
  const columns = loadedColumns(tile, sizes.columns, block);
  const { loops, steps } = walk(contraction.depth, [left, right]);
  const nest = new Nest(block, loops);
  const z = placesOf(contraction.batch, variable("z", sizes.batch));
  const places = (axes: readonly Axis[], at: readonly Index[]): Places[] => steps.flatMap((step) => at.map((index): Places => new Map([...z, ...placesOf(axes, index), ...step])));
  const a = loadTile(left, places(contraction.rows, rows), nest, writer, node, "a");
  const b = loadTile(right, places(contraction.columns, columns), nest, writer, node, "b");
  const vectors = steps.map((_, step) => vectorsOf(b.slice(step * tile.columns, (step + 1) * tile.columns), nest));
  for (let row = 0; row < tile.rows; row++) {
    steps.forEach((_, step) => {
      const factor = swapped(a[step * rows.length + (row % rows.length)], Math.floor(row / rows.length), nest);
      vectors[step].forEach((column, vector) => nest.line(`${accumulator(row, vector)} = fma(vec4f(${factor}), ${column}, ${accumulator(row, vector)});`));
    });
  }
  nest.close();
}

/** What the lane loaded that is this far from mine in the quad: all of a vector is handed over at once. */
function swapped(element: string, distance: number, nest: Nest): string {
  if (distance === 0) return element;
  const [, name, lane = ""] = /^(\w+)(\.[xyzw])?$/.exec(element)!;
  return nest.define(`quadSwap${["X", "Y", "Diagonal"][distance - 1]}(${name})`, nest.loopVariables, name) + lane;
}

interface Walk {
  readonly loops: readonly Loop[];
  /** Of one turn of the innermost loop, unrolled: where the axes of the depth stand. */
  readonly steps: readonly Places[];
}

/** A window up to this wide is unrolled whole. */
const widest = 8;

/** One loop over the whole depth where both operands lie in it as in memory; else a loop an axis, the last of them unrolled. */
function walk(depth: readonly Axis[], operands: readonly TileOperand[]): Walk {
  const size = product(depth);
  const whole = variable("k", size);
  const flat = operands.map(({ address }) => substitute(address, (name) => placesOf(depth, whole).get(name)));
  if (operands.every(({ when }) => when.length === 0) && flat.every((address) => growsEvenly(address, "k"))) {
    // Where neighbours in the depth lie side by side, they are loaded four at a time.
    const fourfold = size.batch === 0 && size.factor % 4 === 0 && flat.some((address) => (address.kind === "add" ? address.terms : [address]).some((term) => keyOf(term) === "k"));
    if (!fourfold) return { loops: [{ name: "k", bound: rolled(size) }], steps: [placesOf(depth, whole)] };
    const quarter: Size = { factor: size.factor / 4, batch: 0 };
    return { loops: [{ name: "k", bound: rolled(quarter) }], steps: [0, 1, 2, 3].map((q) => placesOf(depth, add(mul(variable("k", quarter), asSize(4)), literal(q)))) };
  }
  const outer = depth.slice(0, -1);
  const last = depth.at(-1)!;
  const loops = outer.map(({ name, extent }): Loop => ({ name, bound: rolled(asSize(extent)) }));
  const own = (index: Index): Places => new Map([...outer.map(({ name, extent }) => [name, variable(name, extent)] as const), [last.name, index]]);
  if (typeof last.extent !== "number") return { loops: [...loops, { name: last.name, bound: rolled(asSize(last.extent)) }], steps: [own(variable(last.name, last.extent))] };
  if (last.extent <= widest) return { loops, steps: Array.from({ length: last.extent }, (_, q) => own(literal(q))) };
  const turn = [4, 8, 7, 6, 5, 3, 2, 1].find((count) => Number(last.extent) % count === 0)!;
  const counter = variable(last.name, last.extent / turn);
  return { loops: [...loops, { name: last.name, bound: rolled(asSize(last.extent / turn)) }], steps: Array.from({ length: turn }, (_, q) => own(add(mul(counter, asSize(turn)), literal(q)))) };
}

/** Four neighbouring columns each: a vector as it was read, or one made of parts. */
function vectorsOf(columns: readonly string[], nest: Nest): string[] {
  return Array.from({ length: Math.ceil(columns.length / 4) }, (_, vector) => {
    const parts = columns.slice(4 * vector, 4 * vector + 4);
    const name = /^(\w+)\.x$/.exec(parts[0])?.[1];
    if (name && parts.length === 4 && parts.every((part, lane) => part === `${name}.${"xyzw"[lane]}`)) return name;
    return nest.define(`vec4f(${[...parts, ..."0.0 0.0 0.0".split(" ")].slice(0, 4).join(", ")})`, nest.loopVariables, "column");
  });
}
