/** The end of a tiled kernel: its sums through the epilogue into memory. */

import type { Contraction } from "../fuse/contraction.js";
import { type Index, add, keyOf, linearise, literal, mul, substitute, variable } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import type { Block } from "./block.js";
import { Element } from "./element.js";
import { type KernelWriter, hintOf } from "./kernel.js";
import { placesOf, quadOf } from "./operand.js";
import { indexText, sizeText } from "./text.js";
import type { Sizes } from "./tile-place.js";
import { placeKey } from "../plan/place-key.js";
import { type Tile, accumulator, accumulators, columnAt, columnText, runOf } from "./tile-shape.js";

export function storeTile(block: Block, writer: KernelWriter, contraction: Contraction, sizes: Sizes, tile: Tile, node: Node): void {
  const quads = plainQuads(writer, contraction, sizes, tile, node);
  if (quads) storeVectors(block, writer, sizes, tile, node, quads);
  else storeElements(block, writer, contraction, sizes, tile, node);
}

/** A row of the tile and four of its columns: where they go, and how far along they are. */
interface PlainQuad {
  readonly sum: string;
  readonly index: Index;
  readonly m: Index;
  readonly n: Index;
}

/** Sums that nothing is done to, where each four lie side by side in memory. */
function plainQuads({ planned: { kernel, stores, loads } }: KernelWriter, contraction: Contraction, sizes: Sizes, tile: Tile, node: Node): readonly PlainQuad[] | undefined {
  const loaded = new Set([...loads.values()].map(placeKey));
  if (kernel.values.length > 0 || stores.some(({ at }) => loaded.has(placeKey(at)))) return undefined;
  if (node.type.dtype !== "f32" || tile.columns % 4 !== 0 || sizes.columns.factor % 4 !== 0) return undefined;
  const run = runOf(tile);
  const four = ([row, vector]: readonly [number, number]): PlainQuad | undefined => {
    const part = Math.floor(row / run);
    const own = tile.share > 1 ? [mul(variable(part === 0 ? "q" : `q${part}`, tile.share), { factor: run, batch: 0 })] : [];
    const m = add(mul(variable("mt", sizes.rows), { factor: tile.rows, batch: 0 }), ...own, literal(row % run));
    const n = add(mul(variable("nt", sizes.columns), { factor: tile.columns, batch: 0 }), literal(4 * vector));
    const lanes = [0, 1, 2, 3].map((lane) => quadOf(linearise(homeIndex(contraction, sizes, m, add(n, literal(lane))), node.type.shape)));
    const [first] = lanes;
    const beside = lanes.every((quad, lane) => quad?.lane === lane && keyOf(quad.index) === keyOf(first!.index));
    return first && beside ? { sum: fourOf(tile, row, 4 * vector), index: first.index, m, n } : undefined;
  };
  const quads = accumulators(tile).flatMap((place) => four(place) ?? []);
  return quads.length === accumulators(tile).length ? quads : undefined;
}

/** Four neighbouring columns of a row of sums. */
function fourOf(tile: Tile, row: number, from: number): string {
  if (tile.phases === 1) return accumulator(row, from / 4);
  const elements = Array.from({ length: tile.columns }, (_, element) => element);
  const parts = [0, 1, 2, 3].map((lane) => elements.find((element) => columnAt(tile, element) === from + lane)!);
  return `vec4f(${parts.map((element) => `${accumulator(row, Math.floor(element / 4))}.${"xyzw"[element % 4]}`).join(", ")})`;
}

function storeVectors(block: Block, writer: KernelWriter, sizes: Sizes, tile: Tile, node: Node, quads: readonly PlainQuad[]): void {
  // Whose rows this lane took over from its neighbours, a part of the tile after the other.
  for (let part = 1; part < tile.share; part++) block.line(`let q${part} = q ^ ${part}u;`);
  for (const { at } of writer.planned.stores) {
    const name = writer.operands.name(at, node, true);
    for (const { sum, index, m, n } of quads) {
      const inside = insideText(sizes, tile, indexText(m), indexText(n));
      const store = `${name}[${indexText(index)}] = ${sum};`;
      block.line(inside.length > 0 ? `if (${inside.join(" && ")}) { ${store} }` : store);
    }
  }
}

/** What holds of an element that is in the matrix: nothing, where all of a tile always is. */
function insideText({ rows, columns }: Sizes, tile: Tile, m: string, n: string): string[] {
  return [...(rows.factor % tile.rows === 0 ? [] : [`${m} < ${sizeText(rows)}`]), ...(columns.factor % tile.columns === 0 ? [] : [`${n} < ${sizeText(columns)}`])];
}

/** The tile's elements, one by one, through the epilogue. */
function storeElements(block: Block, writer: KernelWriter, contraction: Contraction, sizes: Sizes, tile: Tile, node: Node): void {
  const vectors = Math.ceil(tile.columns / 4);
  const list = accumulators(tile).map(([row, vector]) => accumulator(row, vector));
  block.line(`var sums = array<vec4f, ${list.length}>(${list.join(", ")});`);
  const loop = block.nested(`for (var e = 0u; e < ${tile.rows * tile.columns}u; e++)`, ["e", "m", "n"]);
  loop.line(`let m = mt * ${tile.rows}u + ${rowText(tile)};`);
  loop.line(`let n = nt * ${tile.columns}u + ${columnText(tile)};`);
  const inside = insideText(sizes, tile, "m", "n");
  if (inside.length > 0) loop.line(`if (!(${inside.join(" && ")})) { continue; }`);
  const element = new Element(node.type.shape, homeIndex(contraction, sizes, variable("m", sizes.rows), variable("n", sizes.columns)));
  const register = loop.names.fresh(hintOf(node));
  const vector = tile.columns === 4 * vectors ? "e / 4u" : `e / ${tile.columns}u${vectors > 1 ? ` * ${vectors}u + e % ${tile.columns}u / 4u` : ""}`;
  const lane = tile.columns === 4 * vectors ? "e % 4u" : `e % ${tile.columns}u % 4u`;
  loop.line(`let ${register} = sums[${vector}][${lane}];`);
  writer.hold(node, register);
  writer.finish(loop, element, writer.at(element));
  block.close(loop);
}

/** The row of element `e`. What a quad shares lies in each lane in an order of its own: first the part that it loaded itself. */
function rowText(tile: Tile): string {
  const [run, columns] = [runOf(tile), tile.columns];
  if (tile.share === 1) return `e / ${columns}u`;
  const part = `(q ^ (e / ${run * columns}u))`;
  return run === 1 ? part : `${part} * ${run}u + e / ${columns}u % ${run}u`;
}

function homeIndex(contraction: Contraction, sizes: Sizes, m: Index, n: Index): Index[] {
  const places = new Map([...placesOf(contraction.rows, m), ...placesOf(contraction.columns, n), ...placesOf(contraction.batch, variable("z", sizes.batch))]);
  return contraction.output.map((index) => substitute(index, (name) => places.get(name)));
}
