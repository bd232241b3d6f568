/** Where an invocation's tile lies: the numbers of tile, row and column that the rest of a tiled kernel counts from. */

import { type Index, add, literal, mul, variable } from "../ir/index.js";
import type { Size } from "../ir/type.js";
import type { Block } from "./block.js";
import { groupNumber } from "../launch/text.js";
import type { KernelCode } from "./kernel.js";
import { partsText, sizeText } from "./text.js";
import { type Tile, columnAt, runOf } from "./tile-shape.js";

export interface Sizes {
  readonly rows: Size;
  readonly columns: Size;
  readonly batch: Size;
}

/** Workgroups along an axis that is never folded into two dimensions (`Dispatch.groups`). */
const widest = 65535;

/**
 * Writes `mt`, `nt`, `z`: which tile is this invocation's; neighbouring lanes take neighbouring columns. Returns the test that it has none:
 * then it works on the last one, since lanes that leave early cost software adapters a mask on all that follows, and no lane of a quad may be missing.
 */
export function placeTile(block: Block, groups: KernelCode["groups"][number], sizes: Sizes, tile: Tile): string | undefined {
  const [down, across] = groups.map(partsText);
  const place = workgroupPlace(groups, sizes);
  block.line(`let tile = ${groupNumber};`);
  const own = (count: number, before: number, after: number): string => (count === 1 ? "" : `lane${before > 1 ? ` / ${before}u` : ""}${after > 1 ? ` % ${count}u` : ""}`);
  const tests = [
    held(block, "nt", { size: sizes.columns, per: tile.columns }, tile.across, placeText(place.column, tile.across, own(tile.across, 1, tile.down * tile.deep))),
    held(block, "mt", { size: sizes.rows, per: tile.rows }, tile.down, placeText(place.row, tile.down, own(tile.down, tile.across, tile.deep))),
  ];
  if (isMany(sizes)) {
    const plane = [across, down].filter((count) => count !== "1u");
    const group = `tile${plane.length > 1 ? ` / (${plane.join(" * ")})` : plane.map((count) => ` / ${count}`).join("")}`;
    tests.push(held(block, "z", { size: sizes.batch, per: 1 }, tile.deep, placeText(group, tile.deep, own(tile.deep, tile.across * tile.down, 1))));
  }
  if (tile.share > 1) block.line(`let q = lane % ${tile.share}u;`);
  // Folded into two dimensions, the workgroups may be a few more than there are tiles.
  if (!isFew(groups) && !tests[2]) tests.push(isMany(sizes) ? `z >= ${sizeText(sizes.batch)}` : `${lineText(across)} >= ${down}`);
  const written = tests.filter((test) => test !== undefined);
  return written.length > 0 ? written.join(" || ") : undefined;
}

/** Writes `top` and `beside`: the first row and the first column of the workgroup. */
export function placeWorkgroup(block: Block, groups: KernelCode["groups"][number], sizes: Sizes, tile: Tile): void {
  const { row, column } = workgroupPlace(groups, sizes);
  block.line(`let top = ${placeText(row, tile.down * tile.rows, "")};`);
  block.line(`let beside = ${placeText(column, tile.across * tile.columns, "")};`);
}

/** Which workgroup of its column and of its row `tile` is; empty where there is one only. */
function workgroupPlace(groups: KernelCode["groups"][number], sizes: Sizes): { readonly row: string; readonly column: string } {
  const [down, across] = groups.map(partsText);
  const line = lineText(across);
  return { row: down === "1u" ? "" : isMany(sizes) ? `${line} % ${down}` : line, column: across === "1u" ? "" : `tile % ${across}` };
}

const isMany = ({ batch }: Sizes): boolean => batch.factor !== 1 || batch.batch !== 0;

const lineText = (across: string): string => (across === "1u" ? "tile" : `tile / ${across}`);

/** The number of a tile, or of its product, held to the last one where there may be fewer than there are invocations; returns the test that it was held. */
function held(block: Block, name: "mt" | "nt" | "z", count: KernelCode["groups"][number][number], lanes: number, text: string): string | undefined {
  const { size, per } = count;
  if (lanes === 1 || (size.batch === 0 && Math.ceil(size.factor / per) % lanes === 0)) {
    block.line(`let ${name} = ${text};`);
    return undefined;
  }
  const free = { mt: "down", nt: "across", z: "deep" }[name];
  block.line(`let ${free} = ${text};`);
  block.line(`let ${name} = min(${free}, ${partsText(count)} - 1u);`);
  return `${free} != ${name}`;
}

function isFew(groups: KernelCode["groups"][number]): boolean {
  return groups.every(({ size }) => size.batch === 0) && groups.reduce((count, { size, per }) => count * Math.ceil(size.factor / per), 1) <= widest;
}

/** The invocation's place along one side: that of its workgroup, and its own in it. */
function placeText(group: string, count: number, own: string): string {
  const start = group === "" || count === 1 ? group : `${group} * ${count}u`;
  return [start, own].filter((part) => part !== "").join(" + ") || "0u";
}

/** The rows that an invocation loads: all of its tile, or its part of those that a quad shares. */
export function loadedRows(tile: Tile, size: Size, block: Block): Index[] {
  const run = runOf(tile);
  const number = numberOf("mt", size, tile.rows);
  const own = tile.share > 1 ? [mul(variable("q", tile.share), literalSize(run))] : [];
  return Array.from({ length: run }, (_, i) => {
    const plain = add(mul(number, literalSize(tile.rows)), ...own, literal(i));
    if (size.factor % tile.rows === 0) return plain;
    const whole = tile.line > 1 ? tile.line : wholeFours(size, run);
    if (tile.share === 1 && i < whole) return plain;
    return heldAt(block, "m", i, whole, size, `mt * ${tile.rows / whole}u${tile.share > 1 ? ` + q * ${run / whole}u` : ""}`);
  });
}

/** The tile's columns, in the order of its vectors. */
export function loadedColumns(tile: Tile, size: Size, block: Block): Index[] {
  const number = numberOf("nt", size, tile.columns);
  return Array.from({ length: tile.columns }, (_, element) => {
    const i = columnAt(tile, element);
    const plain = add(mul(number, literalSize(tile.columns)), literal(i));
    if (size.factor % tile.columns === 0) return plain;
    const whole = wholeFours(size, tile.columns);
    return i < whole ? plain : heldAt(block, "n", i, whole, size, `nt * ${tile.columns / whole}u`);
  });
}

/** Of a tile; where there is one only, it is the first. */
function numberOf(name: "mt" | "nt", size: Size, per: number): Index {
  return size.batch === 0 && size.factor <= per ? literal(0) : variable(name, size);
}

const wholeFours = ({ factor }: Size, run: number): number => (factor % 4 === 0 && run % 4 === 0 ? 4 : 1);

/**
 * Row or column `i` of the tile, held inside the matrix at its edge: what lies past it is computed twice and stored by nobody.
 * So many side by side, four or a line of a kernel, stay together, so that no vector is torn and no line.
 */
function heldAt(block: Block, letter: "m" | "n", i: number, whole: number, size: Size, first: string): Index {
  const start = i - (i % whole);
  const name = `${letter}${start}`;
  const limit: Size = { factor: size.factor / whole, batch: size.batch };
  const line = `let ${name} = min(${start === 0 ? first : `${first} + ${start / whole}u`}, ${sizeText(limit)} - 1u);`;
  if (!block.lines.some((other) => other.trim() === line)) block.line(line);
  return add(mul(variable(name, limit), literalSize(whole)), literal(i - start));
}

function literalSize(factor: number): Size {
  return { factor, batch: 0 };
}
