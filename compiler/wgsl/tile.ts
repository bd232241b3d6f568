/**
 * Products in register tiles: an invocation computes a few rows by a few columns, so that each load serves many products. Operands
 * are read through their index maps. The innermost axis of a window is unrolled: neighbouring places of a picture share what they see.
 */

import { type Axis, type Contraction, asContraction, extentOf } from "../fuse/contraction.js";
import { type Index, add, asSize, delinearise, growsEvenly, keyOf, literal, mul, substitute, times, variable } from "../ir/index.js";
import { reductionsOf } from "../fuse/kernel.js";
import { IrError } from "../ir/op.js";
import type { Node } from "../ir/node.js";
import { dimAt, type Size } from "../ir/type.js";
import type { PlannedKernel } from "../plan/plan.js";
import { Block, Names } from "./block.js";
import { Element } from "./element.js";
import { groupNumber } from "../launch/text.js";
import { type KernelCode, KernelWriter, hintOf, rolled } from "./kernel.js";
import { type Loop, Nest } from "./nest.js";
import { type Places, type TileOperand, loadTile, operandOf } from "./operand.js";
import { sizeText } from "./text.js";
import type { Target } from "./target.js";
import { type Tile, tileFor } from "./tile-shape.js";

export function tileKernel(planned: PlannedKernel, batch: number, target: Target): KernelCode {
  const [node] = reductionsOf(planned.kernel);
  const contraction = asContraction(node);
  if (!contraction) throw new IrError(`${node.op.name} %${node.id} is no matrix product`);
  const sizes = { rows: product(contraction.rows), columns: product(contraction.columns), batch: product(contraction.batch) };
  const last = contraction.columns.at(-1);
  const tile = tileFor({ rows: extentOf(contraction.rows, batch), columns: extentOf(contraction.columns, batch), line: last ? dimAt(last.extent, batch) : 1, batch: extentOf(contraction.batch, batch) }, target);
  const writer = new KernelWriter(planned);
  const block = new Block(new Names(["group", "groups", "launched", "once", "lane", "B", "tile", "z", "m", "n", "k", "e", "mt", "nt", "sums", ...contraction.depth.map(({ name }) => name), ...[..."01234567"].flatMap((i) => [`m${i}`, `n${i}`]), ...accumulators(tile).map(([row, vector]) => accumulator(row, vector))]));
  const groups = [
    { size: sizes.rows, per: tile.down * tile.rows },
    { size: sizes.columns, per: tile.across * tile.columns },
    { size: sizes.batch, per: 1 },
  ];
  placeTile(block, groups, sizes, tile);
  for (const [row, vector] of accumulators(tile)) block.line(`var ${accumulator(row, vector)} = vec4f();`);
  multiply(block, writer, node, contraction, sizes, tile);
  store(block, writer, contraction, sizes, tile, node);
  return writer.code(tile.down * tile.across, block, groups);
}

interface Sizes {
  readonly rows: Size;
  readonly columns: Size;
  readonly batch: Size;
}

function product(axes: readonly Axis[]): Size {
  return axes.reduce((size, { extent }) => times(size, asSize(extent)), { factor: 1, batch: 0 });
}

/** Columns are held four in a vector. */
function accumulators({ rows, columns }: Tile): [row: number, vector: number][] {
  const vectors = Math.ceil(columns / 4);
  return Array.from({ length: rows * vectors }, (_, i) => [Math.floor(i / vectors), i % vectors]);
}

const accumulator = (row: number, vector: number): string => `sum${row}${"ab"[vector]}`;

/** `mt`, `nt`, `z`: which tile is this invocation's. Neighbouring lanes take neighbouring columns. */
function placeTile(block: Block, groups: KernelCode["groups"][number], sizes: Sizes, tile: Tile): void {
  const [down, across] = groups.map(groupsText);
  const many = sizes.batch.factor !== 1 || sizes.batch.batch !== 0;
  block.line(`let tile = ${groupNumber};`);
  block.line(`let nt = ${placeText(across === "1u" ? "" : `tile % ${across}`, tile.across, tile.across === 1 ? "" : `lane % ${tile.across}u`)};`);
  const row = across === "1u" ? "tile" : `tile / ${across}`;
  block.line(`let mt = ${placeText(down === "1u" ? "" : many ? `${row} % ${down}` : row, tile.down, tile.down === 1 ? "" : `lane / ${tile.across}u`)};`);
  const plane = [across, down].filter((count) => count !== "1u");
  if (many) block.line(`let z = tile${plane.length > 1 ? ` / (${plane.join(" * ")})` : plane.map((count) => ` / ${count}`).join("")};`);
  block.line(`if (mt * ${tile.rows}u >= ${sizeText(sizes.rows)} || nt * ${tile.columns}u >= ${sizeText(sizes.columns)}) { return; }`);
}

/** The invocation's place along one side: that of its workgroup, and its own in it. */
function placeText(group: string, count: number, own: string): string {
  const start = group === "" || count === 1 ? group : `${group} * ${count}u`;
  return [start, own].filter((part) => part !== "").join(" + ") || "0u";
}

/** How many workgroups there are along an axis, as the runtime counts them. */
function groupsText({ size, per }: { size: Size; per: number }): string {
  return size.batch === 0 ? `${Math.ceil(size.factor / per)}u` : `((${sizeText(size)} + ${per - 1}u) / ${per}u)`;
}

function multiply(block: Block, writer: KernelWriter, node: Node, contraction: Contraction, sizes: Sizes, tile: Tile): void {
  const left = operandOf(writer, node, contraction, contraction.left);
  const right = operandOf(writer, node, contraction, contraction.left === 0 ? 1 : 0);
  const rows = Array.from({ length: tile.rows }, (_, i) => edge("m", i, tile.rows, sizes.rows, block));
  const columns = Array.from({ length: tile.columns }, (_, i) => edge("n", i, tile.columns, sizes.columns, block));
  const { loops, steps } = walk(contraction.depth, [left, right]);
  const nest = new Nest(block, loops);
  const z = placesOf(contraction.batch, variable("z", sizes.batch));
  const places = (axes: readonly Axis[], at: readonly Index[]): Places[] => steps.flatMap((step) => at.map((index): Places => new Map([...z, ...placesOf(axes, index), ...step])));
  const a = loadTile(left, places(contraction.rows, rows), nest, writer, node, "a");
  const b = loadTile(right, places(contraction.columns, columns), nest, writer, node, "b");
  steps.forEach((_, q) => {
    const vectors = Array.from({ length: Math.ceil(tile.columns / 4) }, (__, vector) => vectorOf(b.slice(q * tile.columns, (q + 1) * tile.columns).slice(4 * vector, 4 * vector + 4), nest));
    for (const [row, vector] of accumulators(tile)) nest.line(`${accumulator(row, vector)} = fma(vec4f(${a[q * tile.rows + row]}), ${vectors[vector]}, ${accumulator(row, vector)});`);
  });
  nest.close();
}

/** The axes of a group at a position in it. */
function placesOf(axes: readonly Axis[], at: Index): Places {
  const parts = delinearise(at, axes.map(({ extent }) => extent));
  return new Map(axes.map(({ name }, i) => [name, parts[i]]));
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

/** Four neighbouring columns: a vector as it was read, or one made of parts. */
function vectorOf(parts: readonly string[], nest: Nest): string {
  const name = /^(\w+)\.x$/.exec(parts[0])?.[1];
  if (name && parts.length === 4 && parts.every((part, lane) => part === `${name}.${"xyzw"[lane]}`)) return name;
  return nest.define(`vec4f(${[...parts, ..."0.0 0.0 0.0".split(" ")].slice(0, 4).join(", ")})`, nest.loopVariables, "column");
}

/**
 * Row or column `i` of the tile, held inside the matrix at its edge: what lies past it is computed twice and stored by nobody.
 * Whole runs of four stay whole where they can, so that a vector is never torn.
 */
function edge(letter: "m" | "n", i: number, count: number, size: Size, block: Block): Index {
  const number = variable(`${letter}t`, size);
  if (i === 0 || size.factor % count === 0) return add(mul(number, asSize(count)), literal(i));
  const run = size.factor % 4 === 0 && count % 4 === 0 ? 4 : 1;
  if (i < run) return add(mul(number, asSize(count)), literal(i));
  const start = i - (i % run);
  const name = `${letter}${start}`;
  const limit: Size = { factor: size.factor / run, batch: size.batch };
  const line = `let ${name} = min(${letter}t * ${count / run}u + ${start / run}u, ${sizeText(limit)} - 1u);`;
  if (!block.lines.some((other) => other.trim() === line)) block.line(line);
  return add(mul(variable(name, limit), asSize(run)), literal(i - start));
}

/** The tile's elements, one by one, through the epilogue. */
function store(block: Block, writer: KernelWriter, contraction: Contraction, sizes: Sizes, tile: Tile, node: Node): void {
  const vectors = Math.ceil(tile.columns / 4);
  const list = accumulators(tile).map(([row, vector]) => accumulator(row, vector));
  block.line(`var sums = array<vec4f, ${list.length}>(${list.join(", ")});`);
  const loop = block.nested(`for (var e = 0u; e < ${tile.rows * tile.columns}u; e++)`, ["e", "m", "n"]);
  loop.line(`let m = mt * ${tile.rows}u + e / ${tile.columns}u;`);
  loop.line(`let n = nt * ${tile.columns}u + e % ${tile.columns}u;`);
  const edges = [
    ...(sizes.rows.factor % tile.rows === 0 ? [] : [`m >= ${sizeText(sizes.rows)}`]),
    ...(sizes.columns.factor % tile.columns === 0 ? [] : [`n >= ${sizeText(sizes.columns)}`]),
  ];
  if (edges.length > 0) loop.line(`if (${edges.join(" || ")}) { continue; }`);
  const element = new Element(node.type.shape, homeIndex(contraction, sizes));
  const register = loop.names.fresh(hintOf(node));
  const vector = tile.columns === 4 * vectors ? "e / 4u" : `e / ${tile.columns}u${vectors > 1 ? ` * ${vectors}u + e % ${tile.columns}u / 4u` : ""}`;
  const lane = tile.columns === 4 * vectors ? "e % 4u" : `e % ${tile.columns}u % 4u`;
  loop.line(`let ${register} = sums[${vector}][${lane}];`);
  writer.hold(node, register);
  writer.finish(loop, element, writer.at(element));
  block.close(loop);
}

function homeIndex(contraction: Contraction, sizes: Sizes): Index[] {
  const places = new Map([
    ...placesOf(contraction.rows, variable("m", sizes.rows)),
    ...placesOf(contraction.columns, variable("n", sizes.columns)),
    ...placesOf(contraction.batch, variable("z", sizes.batch)),
  ]);
  return contraction.output.map((index) => substitute(index, (name) => places.get(name)));
}
