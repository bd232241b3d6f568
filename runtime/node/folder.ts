/** A folder of pictures: its sub-folders are the classes, and every picture is brought to the program's shape as it is read. */

import { closeSync, openSync, readFileSync, readSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Samples } from "../data.js";
import { DataError } from "../errors.js";
import { elementsOf } from "../initial.js";
import type { DataInput } from "../program.js";
import { decodePicture, isPictureFile } from "./decode.js";
import { isPicture, resized } from "./resize.js";
import type { Labelled, Tell } from "./sources.js";

/** A file, and which class it is of: none for what lies in no sub-folder. */
interface Found {
  readonly path: string;
  readonly label: number | undefined;
}

/** Milliseconds between lines of progress. */
const tellEvery = 10_000;

/**
 * Bytes of the shape that the inputs ask for, in the order of the files' names; with labels where one of the inputs is a class.
 * Names and counts what it skips. Throws a DataError where no picture is left.
 */
export function readFolder(folder: string, inputs: readonly DataInput[], tell: Tell): Labelled {
  const shape = pictureShape(folder, inputs);
  const labelled = inputs.some(({ classes }) => classes !== undefined);
  const { files, classes } = filesOf(folder);
  if (labelled && classes.length > 0) tell(`classes: ${classes.map((name, label) => `${label} ${name}`).join(", ")}`);
  const size = elementsOf(shape);
  const values = new Uint8Array(files.length * size);
  const labels: number[] = [];
  let [count, skipped, told] = [0, 0, performance.now()];
  for (const { path, label } of files) {
    const picture = labelled && classes.length > 0 && label === undefined ? "it lies in no sub-folder, so it has no class" : pictureAt(path);
    if (typeof picture === "string") {
      tell(`skipped ${path}: ${picture}`);
      skipped++;
      continue;
    }
    values.set(resized(picture, shape).values, count++ * size);
    labels.push(label ?? 0);
    if (performance.now() - told < tellEvery) continue;
    told = performance.now();
    tell(`read ${count} of ${files.length} pictures`);
  }
  if (skipped > 0) tell(`${skipped} ${skipped === 1 ? "file was" : "files were"} skipped, ${count} ${count === 1 ? "picture" : "pictures"} read`);
  if (count === 0) throw new DataError(`${folder} holds no picture${skipped > 0 ? "s that can be used" : ""}: PNG and JPEG files are read, in it and in its sub-folders`);
  return { samples: { values: values.subarray(0, count * size), shape, count }, ...(classes.length > 0 && { labels: { values: Int32Array.from(labels), shape: [], count } }) };
}

/** The largest that one of the inputs asks for: the others are made of it. */
function pictureShape(folder: string, inputs: readonly DataInput[]): readonly number[] {
  const wanted = inputs.filter(({ classes }) => classes === undefined);
  const shapes = wanted.map(({ name, shape }) => {
    const picture = shape.length === 2 ? [1, ...shape] : shape;
    if (!isPicture(picture)) throw new DataError(`${name} is [${shape.join(", ")}] in the program, and ${folder} is a folder of pictures, which are [channels, height, width]`);
    return picture;
  });
  if (shapes.length === 0) throw new DataError(`${folder} is a folder of pictures, and the program asks it for none`);
  return [0, 1, 2].map((axis) => Math.max(...shapes.map((shape) => shape[axis])));
}

/** In the order of their names; what begins with a dot is the system's own. */
function filesOf(folder: string): { readonly files: readonly Found[]; readonly classes: readonly string[] } {
  const { files: own, folders: classes } = entriesOf(folder);
  const files: Found[] = own.map((name) => ({ path: join(folder, name), label: undefined }));
  classes.forEach((name, label) => collect(join(folder, name), label, files, new Set([realpathSync(folder)])));
  return { files, classes };
}

/** Pictures may lie deeper than their class; `above` keeps a link to a folder above from being followed for ever. */
function collect(folder: string, label: number, files: Found[], above: ReadonlySet<string>): void {
  const place = realpathSync(folder);
  if (above.has(place)) return;
  const entries = entriesOf(folder);
  for (const name of entries.files) files.push({ path: join(folder, name), label });
  for (const name of entries.folders) collect(join(folder, name), label, files, new Set([...above, place]));
}

function entriesOf(folder: string): { readonly files: readonly string[]; readonly folders: readonly string[] } {
  const [files, folders]: [string[], string[]] = [[], []];
  for (const name of readdirSync(folder).sort()) {
    if (name.startsWith(".")) continue;
    const isFolder = statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() ?? false;
    (isFolder ? folders : files).push(name);
  }
  return { files, folders };
}

/** The picture of a file, or why there is none. */
function pictureAt(path: string): Samples | string {
  try {
    if (!isPictureFile(headOf(path))) return "it is no PNG or JPEG";
    return decodePicture(readFileSync(path));
  } catch (error) {
    return `it can't be read: ${(error as Error).message}`;
  }
}

/** So that a large file that is no picture is not read. */
function headOf(path: string): Uint8Array {
  if (!statSync(path).isFile()) return new Uint8Array();
  const file = openSync(path, "r");
  try {
    const head = new Uint8Array(4);
    readSync(file, head);
    return head;
  } finally {
    closeSync(file);
  }
}
