/**
 * Products in register tiles: an invocation computes a few rows by a few columns, so that each load serves many products. Operands
 * are read through their index maps. The innermost axis of a window is unrolled: neighbouring places of a picture share what they see.
 */

import { type Axis, type Contraction, asContraction, extentOf } from "../fuse/contraction.js";
import { type Index, variable } from "../ir/index.js";
import { reductionsOf } from "../fuse/kernel.js";
import { IrError } from "../ir/op.js";
import type { Node } from "../ir/node.js";
import { dimAt } from "../ir/type.js";
import type { PlannedKernel } from "../plan/plan.js";
import { Block, Names } from "./block.js";
import { type KernelCode, KernelWriter } from "./kernel.js";
import { Nest } from "./nest.js";
import { type Places, type TileOperand, loadTile, operandOf, placesOf } from "./operand.js";
import type { Target } from "./target.js";
import { type Sizes, loadedColumns, loadedRows, placeTile, placeWorkgroup } from "./tile-place.js";
import { type ProductSize, type Tile, accumulator, accumulators, tileFor } from "./tile-shape.js";
import { multiplyStaged, stepsFor } from "./tile-staged.js";
import { storeTile } from "./tile-store.js";
import { tableFor } from "./tile-table.js";
import { vectorOf } from "./vectors.js";
import { depthOf, sizeOfAxes, walkOf } from "./tile-walk.js";

/** Names that a tiled kernel has of its own. */
const own = ["group", "groups", "launched", "once", "lane", "B", "tile", "z", "m", "n", "k", "e", "mt", "nt", "down", "across", "q", "sums", "top", "beside", "begin", "part", "step", "four", "held", "staged", ...[..."mn"].flatMap((letter) => Array.from({ length: 32 }, (_, i) => `${letter}${i}`)), "q1", "q2", "q3", "held0", "held1", "held2", "held3", "a0", "a1", "b0", "b1"];

export function tileKernel(planned: PlannedKernel, batch: number, target: Target): KernelCode {
  const [node] = reductionsOf(planned.kernel);
  const contraction = asContraction(node);
  if (!contraction) throw new IrError(`${node.op.name} %${node.id} is no matrix product`);
  const writer = new KernelWriter(planned);
  const operands: Operands = [operandOf(writer, node, contraction, contraction.left), operandOf(writer, node, contraction, contraction.left === 0 ? 1 : 0)];
  const table = tableFor(target);
  const sizes = { rows: sizeOfAxes(contraction.rows), columns: sizeOfAxes(contraction.columns), batch: sizeOfAxes(contraction.batch) };
  const tile = tileFor(measure(contraction, operands, batch), table);
  const block = new Block(new Names([...own, ...contraction.depth.map(({ name }) => name), ...accumulators(tile).map(([row, vector]) => accumulator(row, vector))]));
  const groups = [
    { size: sizes.rows, per: tile.down * tile.rows },
    { size: sizes.columns, per: tile.across * tile.columns },
    { size: sizes.batch, per: 1 },
  ];
  const outside = placeTile(block, groups, sizes, tile);
  for (const [row, vector] of accumulators(tile)) block.line(`var ${accumulator(row, vector)} = vec4f();`);
  const staged = table.staged && stepsFor(tile, contraction, table.staged);
  if (staged) {
    placeWorkgroup(block, groups, sizes, tile);
    multiplyStaged(block, writer, node, contraction, operands, sizes, tile, staged);
  } else {
    multiply(block, writer, node, contraction, operands, sizes, { tile, unrolled: table.unrolled });
  }
  if (tile.share > 1) writer.enables.add("subgroups");
  if (outside !== undefined) block.line(`if (${outside}) { return; }`);
  storeTile(block, writer, contraction, sizes, tile, node);
  return writer.code(tile.down * tile.across, block, groups);
}

type Operands = readonly [left: TileOperand, right: TileOperand];

function measure(contraction: Contraction, operands: Operands, batch: number): ProductSize {
  const last = contraction.columns.at(-1);
  return {
    rows: extentOf(contraction.rows, batch),
    columns: extentOf(contraction.columns, batch),
    line: last ? dimAt(last.extent, batch) : 1,
    batch: extentOf(contraction.batch, batch),
    depth: depthOf(contraction.depth, operands),
  };
}

function multiply(block: Block, writer: KernelWriter, node: Node, contraction: Contraction, operands: Operands, sizes: Sizes, { tile, unrolled }: { readonly tile: Tile; readonly unrolled: 1 | 4 }): void {
  const rows = loadedRows(tile, sizes.rows, block);
  const columns = loadedColumns(tile, sizes.columns, block);
  const { loops, steps } = walkOf(contraction.depth, operands, unrolled);
  const nest = new Nest(block, loops);
  const z = placesOf(contraction.batch, variable("z", sizes.batch));
  const places = (axes: readonly Axis[], at: readonly Index[]): Places[] => at.map((index) => new Map([...z, ...placesOf(axes, index)]));
  const a = loadTile(operands[0], places(contraction.rows, rows), steps, nest, writer, node, "a");
  const b = loadTile(operands[1], places(contraction.columns, columns), steps, nest, writer, node, "b");
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

/** Four neighbouring columns each. */
function vectorsOf(columns: readonly string[], nest: Nest): string[] {
  return Array.from({ length: Math.ceil(columns.length / 4) }, (_, vector) => vectorOf(columns.slice(4 * vector, 4 * vector + 4), nest));
}
