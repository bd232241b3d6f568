/**
 * Cartoon faces, drawn with DiceBear (dicebear.com) from the seeds 0, 1, 2, … in two styles by turns: `lorelei` (CC0 1.0) and
 * `adventurer` (CC BY 4.0), both designed by Lisa Wischofsky. Hair, skin and background vary in colour. They are drawn once and then
 * lie in the cache folder as bytes.
 */

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DataError } from "../errors.js";
import { cacheFolder, cacheWhole } from "./cache.js";
import type { Labelled, Tell } from "./sources.js";

/** Height and width. */
const side = 64;
const size = 3 * side * side;
/** A new number whenever the same seed would give another picture: what lies in a cache is not drawn again. */
const recipe = 1;

const colours = {
  hairColor: ["0e0e0e", "562306", "6a4e35", "796a45", "ac6511", "b9a05f", "e5d7a3", "cb6820", "ab2a18", "afafaf", "3eac2c", "85c2c6", "2c4a8c", "592454", "c23b6e", "dba3be"],
  skinColor: ["ffe0c8", "f2d3b1", "ecad80", "c98a5e", "9e5622", "763900"],
  backgroundColor: ["b6e3f4", "a7c7e7", "d1d4f9", "c0aede", "ffd5dc", "f7b7a3", "ffdfbf", "fff3b0", "cfe8b5", "c8e6c9", "9ad0c2", "e0e0e0"],
};

/** How many are drawn, and where they are kept. */
export interface FaceOptions {
  readonly count?: number;
  readonly cache?: string;
}

/** 20,000 faces [3, 64, 64], bytes; the label is the style, 0 for lorelei and 1 for adventurer. Throws a DataError where the packages are missing. */
export async function faces(tell: Tell, { count = 20_000, cache = cacheFolder() }: FaceOptions = {}): Promise<Labelled> {
  const path = join(cache, `faces-${recipe}-${count}.u8`);
  const isKept = existsSync(path) && statSync(path).size === count * size;
  const values = isKept ? readFileSync(path) : await draw(count, tell);
  if (!isKept) keep(path, values, tell);
  return { samples: { values: new Uint8Array(values.buffer, values.byteOffset, values.length), shape: [3, side, side], count }, labels: { values: Uint8Array.from({ length: count }, (_, seed) => seed % 2), shape: [], count } };
}

/** Without a cache there are faces all the same, for this once. */
function keep(path: string, values: Uint8Array, tell: Tell): void {
  try {
    cacheWhole(path, values);
  } catch (error) {
    tell(`the faces could not be kept, and will be drawn again next time: ${(error as Error).message}; XDG_CACHE_HOME chooses another folder`);
  }
}

const tellEvery = 2000;

async function draw(count: number, tell: Tell): Promise<Uint8Array> {
  const [{ createAvatar }, lorelei, adventurer, { Resvg }] = await packages();
  const values = new Uint8Array(count * size);
  for (let seed = 0; seed < count; seed++) {
    if (seed % tellEvery === 0) tell(`drawing faces, once for all: ${seed} of ${count}`);
    const options = { ...colours, seed: String(seed) };
    // The adventurer's hair reaches past the frame.
    const svg = seed % 2 === 0 ? createAvatar(lorelei, options) : createAvatar(adventurer, { ...options, scale: 92 });
    const { pixels } = new Resvg(svg.toString(), { fitTo: { mode: "width", value: side }, font: { loadSystemFonts: false } }).render();
    // The background leaves nothing transparent: red, green, blue and a fourth byte that says so.
    for (let c = 0; c < 3; c++) for (let i = 0; i < side * side; i++) values[seed * size + c * side * side + i] = pixels[4 * i + c];
  }
  return values;
}

/** They are modules of the newer kind, and optional. */
async function packages() {
  try {
    return await Promise.all([import("@dicebear/core"), import("@dicebear/lorelei"), import("@dicebear/adventurer"), import("@resvg/resvg-js")]);
  } catch (error) {
    throw new DataError(`faces are drawn with optional packages that can't be loaded (${(error as Error).message}): npm install @dicebear/core @dicebear/lorelei @dicebear/adventurer @resvg/resvg-js`);
  }
}
