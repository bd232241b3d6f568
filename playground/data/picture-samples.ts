/** Pictures as a program declares them: of its size and colours, bytes that the device scales into its range; and their labels. */

import type { Samples } from "../../runtime/data.js";
import { DataError } from "../../runtime/errors.js";
import { isPicture, resized } from "../../runtime/node/resize.js";
import { philox } from "../../runtime/philox.js";
import type { DataInput } from "../../runtime/program.js";
import type { OwnPictures } from "./choice.js";
import { drawDigits } from "./digits.js";
import { handwritten } from "./mnist.js";

export const digitCount = 4000;

/** Made once for each size: a hyper that is slid asks for them again and again. */
const made = new Map<string, Samples>();

export function digits(input: DataInput): Samples {
  const [channels, height, width] = pictureShape(input, "digits");
  const grey = once(`drawn ${height} × ${width}`, () => ({ values: drawDigits(digitCount, width, height).pixels, shape: [1, height, width], count: digitCount }));
  return channels === 1 ? grey : coloured(grey);
}

/** Throws a DataError where they can't be fetched. */
export async function handwrittenDigits(input: DataInput, address: string): Promise<Samples> {
  const { samples, labels } = await handwritten(address);
  if (input.classes !== undefined) return withinClasses(input, labels, 10, "the handwritten digits");
  const [channels, height, width] = pictureShape(input, "digits");
  const grey = once(`written ${height} × ${width}`, () => (samples.shape.join() === [1, height, width].join() ? samples : resized(samples, [1, height, width])));
  return channels === 1 ? grey : coloured(grey);
}

export function ownPictures(input: DataInput, { rgba, count, name, classes, labels }: OwnPictures): Samples {
  if (input.classes !== undefined) {
    if (classes.length === 0) throw new DataError(`${input.name} is class[${input.classes}], and ${name} has no labels: pictures in sub-folders have their folder as class`);
    return withinClasses(input, { values: labels, shape: [], count }, classes.length, name);
  }
  const [channels, height, width] = pictureShape(input, name);
  const size = height * width;
  if (rgba.length !== 4 * size * count) throw new DataError(`the pictures of ${name} were read for another size than that of ${input.name}: choose them again`);
  const grey = (at: number): number => Math.round(0.299 * rgba[at] + 0.587 * rgba[at + 1] + 0.114 * rgba[at + 2]);
  const values = new Uint8Array(count * channels * size);
  for (let picture = 0; picture < count; picture++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let pixel = 0; pixel < size; pixel++) {
        const from = 4 * (picture * size + pixel);
        values[(picture * channels + channel) * size + pixel] = channels === 1 ? grey(from) : rgba[from + channel];
      }
    }
  }
  return { values, shape: input.shape, count };
}

function pictureShape({ name, shape }: DataInput, what: string): readonly number[] {
  if (!isPicture(shape)) throw new DataError(`${what} are pictures [1, h, w] or [3, h, w], and ${name} is [${shape.join(", ")}]`);
  return shape;
}

function withinClasses({ name, classes = 0 }: DataInput, labels: Samples, most: number, what: string): Samples {
  if (most > classes) throw new DataError(`${name} is class[${classes}], and ${what} are of ${most} classes`);
  return labels;
}

function once(key: string, make: () => Samples): Samples {
  const known = made.get(key) ?? make();
  made.set(key, known);
  return known;
}

/** Each in an ink of its own. */
function coloured({ values: grey, shape: [, height, width], count }: Samples): Samples {
  const size = height * width;
  const values = new Uint8Array(3 * grey.length);
  for (let picture = 0; picture < count; picture++) {
    const hue = (philox([picture, 0, 0, 7], [0, 0x696e6b])[0] >>> 8) * 2 ** -24;
    for (let channel = 0; channel < 3; channel++) {
      // Full saturation would leave channels empty; the middle of the wheel's cosine is light enough to be read.
      const ink = 0.6 + 0.4 * Math.cos(2 * Math.PI * (hue + channel / 3));
      for (let pixel = 0; pixel < size; pixel++) values[(3 * picture + channel) * size + pixel] = ink * grey[picture * size + pixel];
    }
  }
  return { values, shape: [3, height, width], count };
}
