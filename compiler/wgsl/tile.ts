/**
 * Products in register tiles: an invocation computes a few rows by a few columns, so that each load serves many products. Operands
 * are read through their index maps. A small window is unrolled: neighbouring places of a picture share what they see.
 */

import type { Dispatch } from "../../runtime/program.js";
import { type Axis, type Contraction, asContraction, byKernelLines, extentOf, interleaved } from "../fuse/contraction.js";
import { type Index, literal, variable } from "../ir/index.js";
import { reductionsOf } from "../fuse/kernel.js";
import { IrError } from "../ir/op.js";
import type { Node } from "../ir/node.js";
import { sizeAt } from "../ir/type.js";
import type { PlannedKernel } from "../plan/plan.js";
import { Block, Names } from "./block.js";
import { quad } from "./deal.js";
import { type KernelCode, KernelWriter, type SizedBlock } from "./kernel.js";
import { Nest } from "./nest.js";
import { type Element, type Loading, type Places, type TileOperand, elementAt, loadTile, nothing, operandOf, placesOf } from "./operand.js";
import type { Target } from "./target.js";
import { type Sizes, loadedColumns, loadedRows, placeTile, placeWorkgroup } from "./tile-place.js";
import { type Layout, type ProductSize, type Tile, accumulator, accumulators, isWhole, tileFor } from "./tile-shape.js";
import { multiplyStaged, stepsFor } from "./tile-staged.js";
import { storeTile } from "./tile-store.js";
import { type TileTable, tableFor } from "./tile-table.js";
import { vectorOf } from "./vectors.js";
import { type Step, depthOf, sizeOfAxes, walkOf } from "./tile-walk.js";

/** Names that a tiled kernel has of its own. */
const own = ["group", "groups", "launched", "once", "lane", "B", "tile", "z", "m", "n", "k", "e", "mt", "nt", "down", "across", "deep", "q", "sums", "top", "beside", "begin", "part", "step", "four", "held", "staged", ...[..."mn"].flatMap((letter) => Array.from({ length: 40 }, (_, i) => `${letter}${i}`)), "held0", "held1", "held2", "held3", "a0", "a1", "b0", "b1"];

/** Fewer than so many workgroups of a kernel leave cores without work at its end, or from the start. */
const manyWorkgroups = 16;

export function tileKernel(planned: PlannedKernel, batch: number, target: Target): KernelCode {
  const [node] = reductionsOf(planned.kernel);
  const product = asContraction(node);
  if (!product) throw new IrError(`${node.op.name} %${node.id} is no matrix product`);
  const writer = new KernelWriter(planned);
  const table = tableFor(target);
  const { contraction, operands, tile } = tiled(product, (of) => [operandOf(writer, node, of, of.left), operandOf(writer, node, of, of.left === 0 ? 1 : 0)], batch, table);
  const sizes = { rows: sizeOfAxes(contraction.rows), columns: sizeOfAxes(contraction.columns), batch: sizeOfAxes(contraction.batch) };
  const block = new Block(new Names([...own, ...contraction.depth.map(({ name }) => name), ...accumulators(tile).map(([row, vector]) => accumulator(row, vector))]));
  const groups = groupsOf(sizes, tile);
  for (const [row, vector] of accumulators(tile)) block.line(`var ${accumulator(row, vector)} = vec4f();`);
  const staged = table.staged && stepsFor(tile, contraction, table.staged);
  if (staged) {
    placeWorkgroup(block, groups, sizes, tile);
    multiplyStaged(block, writer, node, contraction, operands, sizes, tile, staged);
  } else {
    multiply(block, writer, node, contraction, operands, sizes, tile, table);
  }
  if (tile.share > 1) writer.lanes = tile.share;
  const products = block.lines.length;
  storeTile(block, writer, contraction, sizes, tile, node, table);
  /** In workgroups so large: all that depends on it is where an invocation's tile lies. */
  const inWorkgroups = (layout: Layout): SizedBlock => {
    const laid = { ...tile, ...layout };
    const [sized, groups] = [new Block(new Names()), groupsOf(sizes, laid)];
    const outside = placeTile(sized, groups, sizes, laid);
    sized.lines.push(...block.lines.slice(0, products));
    if (outside !== undefined) sized.line(`if (${outside}) { return; }`);
    sized.lines.push(...block.lines.slice(products));
    return { invocations: laid.down * laid.across * laid.deep, block: sized, groups };
  };
  const workgroups = groups.reduce((count, { size, per }) => count * Math.ceil(sizeAt(size, batch) / per), 1);
  return writer.code(inWorkgroups(tile), tile.smaller && workgroups < manyWorkgroups ? inWorkgroups(tile.smaller) : undefined);
}

function groupsOf(sizes: Sizes, { rows, columns, down, across, deep }: Tile): Dispatch["groups"][number] {
  return [
    { size: sizes.rows, per: down * rows },
    { size: sizes.columns, per: across * columns },
    { size: sizes.batch, per: deep },
  ];
}

type Operands = readonly [left: TileOperand, right: TileOperand];

interface Tiled {
  readonly contraction: Contraction;
  readonly operands: Operands;
  readonly tile: Tile;
}

function tiled(product: Contraction, operandsOf: (contraction: Contraction) => Operands, batch: number, table: TileTable): Tiled {
  const kernel = table.kernel && byKernelLines(product);
  if (kernel) {
    const { contraction, line } = kernel;
    const tile = tileFor({ ...measure(contraction, batch), line, depth: "kernel" }, table);
    return { contraction, operands: operandsOf(contraction), tile: { ...tile, line } };
  }
  const operands = operandsOf(product);
  const sized = (contraction: Contraction): ProductSize => ({ ...measure(contraction, batch), depth: depthOf(contraction.depth, operands) });
  // The phases of a strided picture are among a tile's columns where there is room for whole vectors of each; else they are products of their own.
  if (product.phase && !table.staged) {
    const contraction = interleaved(product);
    const size = sized(contraction);
    const tile = tileFor(size.depth === "window" ? { ...size, depth: "phased" } : size, table);
    const phases = Number(product.phase.extent);
    const { factor } = sizeOfAxes(contraction.columns);
    // A vector that is held at the edge of the matrix holds whole turns of the phases.
    if (tile.columns % (4 * phases) === 0 && factor % 4 === 0 && 4 % phases === 0) return { contraction, operands, tile: { ...tile, phases } };
  }
  return { contraction: product, operands, tile: tileFor(sized(product), table) };
}

function measure(contraction: Contraction, batch: number): Omit<ProductSize, "depth"> {
  const line = contraction.columns.slice(contraction.phase && contraction.columns.includes(contraction.phase) ? -2 : -1);
  const [rows, columns, many, depth] = [contraction.rows, contraction.columns, contraction.batch, contraction.depth].map((axes) => extentOf(axes, batch));
  return { rows, columns, line: extentOf(line, batch), batch: many, work: rows * columns * many * depth };
}

function multiply(block: Block, writer: KernelWriter, node: Node, contraction: Contraction, operands: Operands, sizes: Sizes, tile: Tile, table: TileTable): void {
  const rows = loadedRows(tile, sizes.rows, block);
  const columns = loadedColumns(tile, sizes.columns, block);
  const { loops, steps } = walkOf(contraction.depth, operands, table);
  const nest = new Nest(block, loops);
  const z = placesOf(contraction.batch, variable("z", sizes.batch));
  const placed = (operand: TileOperand, axes: readonly Axis[], at: readonly Index[]): Element[] => at.map((index) => elementAt(operand, new Map([...z, ...placesOf(axes, index)])));
  const above = placed(operands[0], contraction.rows, rows);
  const beside = fours(placed(operands[1], contraction.columns, columns));
  // Neighbouring lanes have neighbouring columns, or rows where there is one column of tiles: what else they load they have in common. A small workgroup
  // would need a launch to itself, since no lane of a quad may be missing.
  const hasInCommon = (lanes: number): boolean => table.deals === true && tile.share === 1 && isWhole(tile) && lanes % quad === 0;
  const loading = (isDealt: boolean): Loading => ({ single: table.single ?? 1, isDealt });
  // All loads at once: what several steps, phases or rows share is found, and read once.
  const turns = steps.flatMap((step) => Array.from({ length: tile.phases }, (_, phase) => ({ step, phase })));
  const a = loadTile(operands[0], turns.flatMap(({ step, phase }) => above.map((element) => elementIn(element, { places: new Map([...phaseAt(contraction, tile, phase), ...step.places]), when: step.when }))), nest, writer, node, "a", loading(hasInCommon(tile.across)));
  // Of a step that is past the window's end in a phase nothing is multiplied.
  const products = turns.flatMap(({ step, phase }, turn) => {
    const factors = a.slice(turn * rows.length, (turn + 1) * rows.length);
    const inPhase = [...beside.keys()].slice((phase * beside.length) / tile.phases, ((phase + 1) * beside.length) / tile.phases);
    return factors.every((factor) => factor === nothing) ? [] : inPhase.map((vector) => ({ step, factors, vector }));
  });
  const b = loadTile(operands[1], products.flatMap(({ step, vector }) => beside[vector].map((element) => elementIn(element, step))), nest, writer, node, "b", loading(tile.across === 1 && hasInCommon(tile.down)));
  const vectors = fours(b, products.map(({ vector }) => beside[vector].length)).map((four) => vectorOf(four, nest));
  for (let row = 0; row < tile.rows; row++) {
    products.forEach(({ factors, vector }, i) => {
      const own = factors[row % rows.length];
      if (own === nothing) return;
      const factor = swapped(own, Math.floor(row / rows.length), tile.share, nest);
      nest.line(`${accumulator(row, vector)} = fma(vec4f(${factor}), ${vectors[i]}, ${accumulator(row, vector)});`);
    });
  }
  if (tile.share === 1 && writer.lanes > 0) block.line(`let q = lane % ${quad}u;`);
  nest.close();
}

/** A list in parts of four, or of these lengths. */
function fours<T>(list: readonly T[], lengths: readonly number[] = Array.from({ length: Math.ceil(list.length / 4) }, () => 4)): T[][] {
  let from = 0;
  return lengths.map((length) => list.slice(from, (from += length)));
}

/** An element in a step, which there may be no more. */
function elementIn(element: Element, { places, when }: Step): Element {
  const placed = elementAt(element, places);
  return when.length > 0 ? { ...placed, when: [...placed.when, ...when] } : placed;
}

/** Where the phases are turns of the columns, the place of one of them. */
function phaseAt({ phase }: Contraction, tile: Tile, place: number): Places {
  return phase && tile.phases > 1 ? new Map([[phase.name, literal(place)]]) : new Map();
}

/** What the lane loaded that is this far from mine: all of a vector is handed over at once. */
function swapped(element: string, distance: number, share: Tile["share"], nest: Nest): string {
  if (distance === 0) return element;
  const [, name, lane = ""] = /^(\w+)(\.[xyzw])?$/.exec(element)!;
  return nest.define(share === 4 ? `quadSwap${["X", "Y", "Diagonal"][distance - 1]}(${name})` : `subgroupShuffleXor(${name}, ${distance}u)`, nest.loopVariables, name) + lane;
}
