/**
 * Matrix products in register tiles: an invocation computes `rows` × `4 · vectors` elements, so that each load serves many
 * products. Operands are read through their index maps; where neighbours along an axis lie side by side they are read four
 * at a time, and turned in registers where the product needs them the other way round.
 */

import { type Contraction, asContraction, extentOf } from "../fuse/contraction.js";
import { type Index, add, asSize, delinearise, literal, mul, times, variable } from "../ir/index.js";
import { IrError } from "../ir/op.js";
import type { Node } from "../ir/node.js";
import type { Size } from "../ir/type.js";
import type { PlannedKernel } from "../plan/plan.js";
import { Block, Names } from "./block.js";
import { Element } from "./element.js";
import { type KernelCode, KernelWriter, builtins, groupNumber, hintOf } from "./kernel.js";
import { type Fragment, type TileOperand, operandOf } from "./operand.js";
import { sizeText } from "./text.js";

/** An invocation's tile: `rows` × `4 · vectors` elements. */
interface Tile {
  readonly rows: number;
  readonly vectors: number;
  readonly columns: number;
}

/** 8 × 8 was the fastest plain tile on SwiftShader, by half against 4 × 8 (`bench/kernels.ts` on the MLP GAN); where there are not so many rows, 4 × 8 idles less. */
function tileFor(rows: number): Tile {
  return { rows: rows >= 8 ? 8 : 4, vectors: 2, columns: 8 };
}

const invocations = 64;

export function tileKernel(planned: PlannedKernel, batch: number): KernelCode {
  const node = planned.kernel.reductions[0];
  const contraction = asContraction(node);
  if (!contraction) throw new IrError(`${node.op.name} %${node.id} is no matrix product`);
  const sizes = { rows: product(contraction.rows), columns: product(contraction.columns), depth: product(contraction.depth), batch: product(contraction.batch) };
  const writer = new KernelWriter(planned);
  const block = new Block(new Names(["group", "groups", "lane", "B", "tile", "z", "m", "n", "k", "e", "sums", ...Array.from({ length: 8 }, (_, i) => `m${i}`), ...Array.from({ length: 8 }, (_, i) => `n${i}`)]));
  const tile = tileFor(extentOf(contraction.rows, batch));
  const lanes = extentOf(contraction.rows, batch) <= 4 * tile.rows ? { down: 4, across: 16 } : { down: 8, across: 8 };
  const groups = [
    { size: sizes.rows, per: lanes.down * tile.rows },
    { size: sizes.columns, per: lanes.across * tile.columns },
    { size: sizes.batch, per: 1 },
  ];
  placeTile(block, groups, lanes, sizes, tile);
  const left = operandOf(writer, node, contraction, contraction.left, "rows");
  const right = operandOf(writer, node, contraction, contraction.left === 0 ? 1 : 0, "columns");
  for (const [row, column] of accumulators(tile)) block.line(`var ${accumulator(row, column)} = vec4f();`);
  multiply(block, sizes, tile, left, right);
  store(block, writer, contraction, sizes, tile, node);
  const head = `@compute @workgroup_size(${invocations})\nfn $entry$(${builtins.group}, ${builtins.groups}, ${builtins.lane})`;
  return writer.code(head, block, groups);
}

export interface Sizes {
  readonly rows: Size;
  readonly columns: Size;
  readonly depth: Size;
  readonly batch: Size;
}

function product(axes: Contraction["rows"]): Size {
  return axes.reduce((size, { extent }) => times(size, asSize(extent)), { factor: 1, batch: 0 });
}

function accumulators({ rows, vectors }: Tile): [row: number, vector: number][] {
  return Array.from({ length: rows * vectors }, (_, i) => [Math.floor(i / vectors), i % vectors]);
}

const accumulator = (row: number, vector: number): string => `sum${row}${"ab"[vector]}`;

/** `m0`, `n0`, `z`: where this invocation's tile starts. Neighbouring lanes take neighbouring columns. */
function placeTile(block: Block, groups: KernelCode["groups"], lanes: { down: number; across: number }, sizes: Sizes, tile: Tile): void {
  const across = groupsText(groups[1]);
  const down = groupsText(groups[0]);
  const many = sizes.batch.factor !== 1 || sizes.batch.batch !== 0;
  const single = across === "1u";
  block.line(`let tile = ${groupNumber};`);
  block.line(`let n0 = (${single ? "" : `tile % ${across} * ${lanes.across}u + `}lane % ${lanes.across}u) * ${tile.columns}u;`);
  block.line(`let m0 = (tile${single ? "" : ` / ${across}`}${many ? ` % ${down}` : ""} * ${lanes.down}u + lane / ${lanes.across}u) * ${tile.rows}u;`);
  if (many) block.line(`let z = tile / (${across} * ${down});`);
  block.line(`if (m0 >= ${sizeText(sizes.rows)} || n0 >= ${sizeText(sizes.columns)}) { return; }`);
}

/** How many workgroups there are along an axis, as the runtime counts them. */
function groupsText({ size, per }: { size: Size; per: number }): string {
  return size.batch === 0 ? `${Math.ceil(size.factor / per)}u` : `((${sizeText(size)} + ${per - 1}u) / ${per}u)`;
}

function multiply(block: Block, sizes: Sizes, tile: Tile, left: TileOperand, right: TileOperand): void {
  const fourfold = sizes.depth.batch === 0 && sizes.depth.factor % 4 === 0 && (left.along === "depth" || right.along === "depth");
  const step = fourfold ? 4 : 1;
  const counter = fourfold ? variable("k", { factor: sizes.depth.factor / 4, batch: 0 }) : variable("k", sizes.depth);
  const depth = (q: number): Index => (fourfold ? add(mul(counter, { factor: 4, batch: 0 }), literal(q)) : counter);
  const rows = Array.from({ length: tile.rows }, (_, i) => offset("m0", i, sizes.rows, tile.rows, block));
  const columns = Array.from({ length: tile.columns }, (_, i) => offset("n0", i, sizes.columns, tile.columns, block, 4));
  const bound = fourfold ? `${sizes.depth.factor / 4}u` : sizeText(sizes.depth);
  const head: string[] = [];
  const body = new Block(block.names, "    ");
  const a = left.fragment({ head, body, outer: rows, depth, step });
  const b = right.fragment({ head, body, outer: columns, depth, step });
  head.forEach((line) => block.line(line));
  for (let q = 0; q < step; q++) {
    const vectors = Array.from({ length: tile.vectors }, (_, vector) => vectorOf(b, vector, q, body));
    for (const [row, vector] of accumulators(tile)) body.line(`${accumulator(row, vector)} = fma(vec4f(${a(row, q)}), ${vectors[vector]}, ${accumulator(row, vector)});`);
  }
  block.line(`for (var k = 0u; k < ${bound}; k++) {`);
  block.close(body);
}

/** Four neighbouring columns at a step of the depth: a vector as it was read, or one made of parts of four. */
function vectorOf(fragment: Fragment, vector: number, q: number, body: Block): string {
  const parts = [0, 1, 2, 3].map((lane) => fragment(4 * vector + lane, q));
  const name = /^(\w+)\.x$/.exec(parts[0])?.[1];
  if (name && parts.every((part, lane) => part === `${name}.${"xyzw"[lane]}`)) return name;
  const turned = `column${q}${"ab"[vector]}`;
  body.line(`let ${turned} = vec4f(${parts.join(", ")});`);
  return turned;
}

/** `m0 + 2u`, held inside the matrix at its edge: what lies past it is computed twice and stored by nobody. */
function offset(start: string, i: number, size: Size, tile: number, block: Block, run = 1): Index {
  if (i === 0) return variable(start, size);
  if (size.factor % tile === 0) return add(variable(start, size), literal(i));
  // Whole runs of four stay whole, so that a vector is never torn.
  const within = size.factor % run === 0 ? i - (i % run) : i;
  const name = `${start[0]}${within}`;
  const line = `let ${name} = min(${start} + ${within}u, ${sizeText(size)} - ${size.factor % run === 0 ? run : 1}u);`;
  if (within > 0 && !block.lines.some((other) => other.trim() === line)) block.line(line);
  return add(variable(within === 0 ? start : name, size), literal(i - within));
}

/** The tile's elements, one by one, through the epilogue. */
function store(block: Block, writer: KernelWriter, contraction: Contraction, sizes: Sizes, tile: Tile, node: Node): void {
  const list = accumulators(tile).map(([row, vector]) => accumulator(row, vector));
  block.line(`var sums = array<vec4f, ${list.length}>(${list.join(", ")});`);
  const loop = block.nested(`for (var e = 0u; e < ${tile.rows * tile.columns}u; e++)`, ["e", "m", "n"]);
  loop.line(`let m = m0 + e / ${tile.columns}u;`);
  loop.line(`let n = n0 + e % ${tile.columns}u;`);
  const edges = [
    ...(sizes.rows.factor % tile.rows === 0 ? [] : [`m >= ${sizeText(sizes.rows)}`]),
    ...(sizes.columns.factor % tile.columns === 0 ? [] : [`n >= ${sizeText(sizes.columns)}`]),
  ];
  if (edges.length > 0) loop.line(`if (${edges.join(" || ")}) { continue; }`);
  const element = new Element(node.type.shape, homeIndex(contraction, node, sizes));
  const register = loop.names.fresh(hintOf(node));
  loop.line(`let ${register} = sums[e / 4u][e % 4u];`);
  writer.hold(node, register);
  writer.finish(loop, element, writer.at(element));
  block.close(loop);
}

function homeIndex(contraction: Contraction, node: Node, sizes: Sizes): Index[] {
  const place = new Map<string, Index>();
  const spread = (axes: Contraction["rows"], name: string, size: Size): void => {
    delinearise(variable(name, size), axes.map(({ extent }) => extent)).forEach((index, i) => place.set(axes[i].name, index));
  };
  spread(contraction.rows, "m", sizes.rows);
  spread(contraction.columns, "n", sizes.columns);
  spread(contraction.batch, "z", sizes.batch);
  return node.type.shape.map((_, axis) => place.get(`i${axis}`) ?? literal(0));
}
