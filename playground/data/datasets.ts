/** From the chosen data to the data set that a program trains on. */

import { points } from "../../runtime/node/points.js";
import type { Dataset, Samples } from "../../runtime/data.js";
import { DataError } from "../../runtime/errors.js";
import { philox } from "../../runtime/philox.js";
import type { DataInput } from "../../runtime/program.js";
import { type DataChoice, groupsOf } from "./choice.js";
import { digitCount, digits, handwrittenDigits, ownPictures } from "./picture-samples.js";

const vectorCount = 20_000;
/** Drawn points are strewn around where they were put, and drawn from again and again. */
const drawnCount = 20_000;
const strewn = 0.05;

/** Throws a DataError that says which input has nothing that fits. */
export async function datasetOf(inputs: readonly { readonly kind: string }[], choices: readonly DataChoice[]): Promise<Dataset> {
  const named = groupsOf(inputs).flatMap((group, i) => group.map(async (input) => [input.name, await samplesFor(input, choices[i])] as const));
  return Object.fromEntries(await Promise.all(named));
}

function samplesFor(input: DataInput, choice: DataChoice): Samples | Promise<Samples> {
  switch (choice.kind) {
    case "points":
      return input.classes === undefined ? demandShape(input, pointSet(choice.name)) : sectors(input, pointSet(choice.name));
    case "drawn":
      return input.classes === undefined ? demandShape(input, strew(choice.points)) : sectors(input, strew(choice.points));
    case "digits":
      return input.classes === undefined ? digits(input) : labels(input, digitCount);
    case "mnist":
      return handwrittenDigits(input, choice.address);
    case "pictures":
      return ownPictures(input, choice);
    case "blobs":
      return input.classes === undefined ? blobs(input) : labels(input, vectorCount);
  }
}

const pointSets = new Map<string, Samples>();

/** Made once: a hyper that is slid asks for them again and again. */
function pointSet(name: string): Samples {
  const known = pointSets.get(name) ?? points(name);
  pointSets.set(name, known);
  return known;
}

function demandShape(input: DataInput, samples: Samples): Samples {
  if (input.shape.join() !== samples.shape.join()) throw new DataError(`${input.name} is [${input.shape.join(", ")}], and these are points [2]`);
  return samples;
}

/** The label of a point: in which of `classes` equal sectors around the middle it lies. On the ring each bump is one. */
function sectors({ classes = 1 }: DataInput, { values, count }: Samples): Samples {
  const sector = (x: number, y: number): number => Math.floor((classes * Math.atan2(y, x)) / (2 * Math.PI) + classes + 0.5) % classes;
  return { values: Int32Array.from({ length: count }, (_, i) => sector(values[2 * i], values[2 * i + 1])), shape: [], count };
}

/** In turn, as the digits are. */
function labels({ name, classes = 0 }: DataInput, count: number): Samples {
  if (classes < 1) throw new DataError(`${name} has no classes`);
  return { values: Int32Array.from({ length: count }, (_, i) => (i % 10) % classes), shape: [], count };
}

function strew(drawn: Float32Array): Samples {
  const places = drawn.length / 2;
  if (places < 1) throw new DataError("nothing is drawn yet: draw points into the square");
  const values = Float32Array.from({ length: 2 * drawnCount }, (_, i) => drawn[2 * ((i >> 1) % places) + (i & 1)] + strewn * normal(i, 4));
  return { values, shape: [2], count: drawnCount, range: [-2.5, 2.5] };
}

/** Vectors of no other kind: eight bumps at random corners. */
function blobs({ shape }: DataInput): Samples {
  const size = shape.reduce((a, b) => a * b, 1);
  const corner = (bump: number, axis: number): number => ((philox([bump, axis, 0, 5], [0, 0x626c6f62])[0] & 1) === 0 ? -1 : 1);
  const values = Float32Array.from({ length: vectorCount * size }, (_, i) => corner(Math.floor(i / size) % 8, i % size) + 0.15 * normal(i, 6));
  return { values, shape, count: vectorCount, range: [-2, 2] };
}

function normal(element: number, stream: number): number {
  const [a, b] = philox([element, 0, 0, stream], [0, 0x64726177]).map((word) => (word >>> 8) * 2 ** -24);
  return Math.sqrt(-2 * Math.log(1 - a)) * Math.cos(2 * Math.PI * b);
}
