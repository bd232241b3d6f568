/**
 * The end of a tiled kernel: its sums through the epilogue into memory, in a loop. A GPU's compiler unrolls it, and has the sums in registers; a software
 * adapter's is kept from it, since what is unrolled has to be compiled, a store more than all products of a row.
 */

import type { Contraction } from "../fuse/contraction.js";
import { type Index, add, literal, mul, substitute, variable } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import type { Block } from "./block.js";
import { Element } from "./element.js";
import { type KernelWriter, hintOf, rolled } from "./kernel.js";
import { placesOf } from "./operand.js";
import { finishQuad } from "./quad.js";
import { sizeText } from "./text.js";
import type { Sizes } from "./tile-place.js";
import type { TileTable } from "./tile-table.js";
import { type Tile, accumulator, accumulators, columnAt, runOf } from "./tile-shape.js";

export function storeTile(block: Block, writer: KernelWriter, contraction: Contraction, sizes: Sizes, tile: Tile, node: Node, table: TileTable): void {
  const vectors = Math.ceil(tile.columns / 4);
  block.line(`var sums = array<vec4f, ${tile.rows * vectors}>(${accumulators(tile).map(([row, vector]) => sumsOf(tile, row, vector)).join(", ")});`);
  const isSoftware = table.fours !== undefined;
  // An epilogue of four elements is four times the text.
  const isWhole = tile.columns % 4 === 0 && sizes.columns.factor % 4 === 0 && (isSoftware || writer.planned.kernel.values.length === 0);
  // What a turn of the loop stores: a vector, or an element.
  const per = isWhole ? 4 : 1;
  const turns = (tile.rows * tile.columns) / per;
  const across = tile.columns / per;
  const loop = block.nested(`for (var e = 0u; e < ${isSoftware ? rolled({ factor: turns, batch: 0 }) : `${turns}u`}; e++)`, ["e", "m", "n"]);
  loop.line(`let m = ${placeText("mt", tile.rows, rowText(tile, across))};`);
  // Where a row of the tile is one vector, all of them have the same.
  const name = across === 1 ? "nt" : "n";
  const size = { ...sizes.columns, factor: sizes.columns.factor / per };
  const n = variable(name, size);
  if (across > 1) loop.line(`let n = ${placeText("nt", across, `e % ${across}u`)};`);
  const inside = [
    ...(sizes.rows.factor % tile.rows === 0 ? [] : [`m < ${sizeText(sizes.rows)}`]),
    ...(sizes.columns.factor % tile.columns === 0 ? [] : [`${name} < ${sizeText(size)}`]),
  ];
  if (inside.length > 0) loop.line(`if (!(${inside.join(" && ")})) { continue; }`);
  const elementAt = (column: Index): Element => new Element(node.type.shape, homeIndex(contraction, sizes, variable("m", sizes.rows), column));
  const register = loop.names.fresh(hintOf(node));
  if (isWhole) {
    loop.line(`let ${register} = sums[e];`);
    const lanes = [0, 1, 2, 3].map((lane) => elementAt(add(mul(n, { factor: 4, batch: 0 }), literal(lane))));
    finishQuad(loop, writer, lanes, { node, registers: [..."xyzw"].map((lane) => `${register}.${lane}`) });
  } else {
    const vector = tile.columns === 4 * vectors ? "e / 4u" : `e / ${tile.columns}u${vectors > 1 ? ` * ${vectors}u + e % ${tile.columns}u / 4u` : ""}`;
    const lane = tile.columns === 4 * vectors ? "e % 4u" : `e % ${tile.columns}u % 4u`;
    loop.line(`let ${register} = sums[${vector}][${lane}];`);
    const element = elementAt(n);
    writer.hold(node, register);
    writer.finish(loop, element, writer.at(element));
  }
  block.close(loop);
}

/** Four neighbouring columns of a row of sums: phases, which stood side by side, take turns again. */
function sumsOf(tile: Tile, row: number, vector: number): string {
  if (tile.phases === 1) return accumulator(row, vector);
  const elements = Array.from({ length: tile.columns }, (_, element) => element);
  const parts = [0, 1, 2, 3].map((lane) => elements.find((element) => columnAt(tile, element) === 4 * vector + lane)!);
  return `vec4f(${parts.map((element) => `${accumulator(row, Math.floor(element / 4))}.${"xyzw"[element % 4]}`).join(", ")})`;
}

function placeText(tile: string, count: number, own: string): string {
  const start = count === 1 ? tile : `${tile} * ${count}u`;
  return own === "" ? start : `${start} + ${own}`;
}

/** The row of the tile that turn `e` is in. What lanes share lies in each in an order of its own: first the part that it loaded itself. */
function rowText(tile: Tile, each: number): string {
  if (tile.rows === 1) return "";
  const run = runOf(tile);
  const row = each === 1 ? "e" : `e / ${each}u`;
  if (tile.share === 1) return row;
  const part = `(q ^ (e / ${run * each}u))`;
  return run === 1 ? part : `${part} * ${run}u + ${row} % ${run}u`;
}

function homeIndex(contraction: Contraction, sizes: Sizes, m: Index, n: Index): Index[] {
  const places = new Map([...placesOf(contraction.rows, m), ...placesOf(contraction.columns, n), ...placesOf(contraction.batch, variable("z", sizes.batch))]);
  return contraction.output.map((index) => substitute(index, (name) => places.get(name)));
}
