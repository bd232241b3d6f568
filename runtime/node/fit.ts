/** Brings samples to the shape and the range that a program declares, or says why they can't be. */

import { type Samples, scaling } from "../data.js";
import { DataError } from "../errors.js";
import { elementsOf } from "../initial.js";
import type { DataInput } from "../program.js";
import { isPicture, resized } from "./resize.js";

/** Samples of the input's shape and in its range; throws a DataError with both shapes where they don't fit. */
export function fit(input: DataInput, samples: Samples): Samples {
  const reshape = way(samples.shape, input.shape);
  if (!reshape) throw new DataError(`${input.name} is [${input.shape.join(", ")}] in the program, and the data is [${samples.shape.join(", ")}]`);
  return scaled(input, reshape(ranged(input, samples)));
}

/** Whether samples of the one shape can be brought to the other. */
export function canFit(from: readonly number[], to: readonly number[]): boolean {
  return way(from, to) !== undefined;
}

type Way = (samples: Samples) => Samples;

function way(from: readonly number[], to: readonly number[]): Way | undefined {
  if (from.join() === to.join()) return (samples) => samples;
  const isFlat = from.length < 2 || to.length < 2;
  if (isFlat) return elementsOf(from) === elementsOf(to) ? (samples) => ({ ...samples, shape: to }) : undefined;
  const asPicture = to.length === 2 ? [1, ...to] : to;
  const first = pictureOf(from);
  if (!first || !isPicture(asPicture)) return undefined;
  return (samples) => ({ ...resized(first(samples), asPicture), shape: to });
}

/** How samples of a shape are read as pictures: a plane without channels is a grey one, and channels may come last, as NumPy's pictures have them. */
function pictureOf(shape: readonly number[]): Way | undefined {
  if (isPicture(shape)) return (samples) => samples;
  if (shape.length === 2) return (samples) => ({ ...samples, shape: [1, ...shape] });
  const [height, width, channels] = shape;
  return shape.length === 3 && isPicture([channels, height, width]) ? channelsFirst : undefined;
}

function channelsFirst(samples: Samples): Samples {
  const [height, width, channels] = samples.shape;
  const plane = height * width;
  const values = samples.values.slice();
  for (let start = 0; start < values.length; start += plane * channels) {
    for (let i = 0; i < plane; i++) for (let c = 0; c < channels; c++) values[start + c * plane + i] = samples.values[start + i * channels + c];
  }
  return { ...samples, values, shape: [channels, height, width] };
}

/** Numbers that nothing is known of run from their smallest to their largest. Throws a DataError for those that are no numbers. */
function ranged(input: DataInput, samples: Samples): Samples {
  const { values, shape, range } = samples;
  if (!(values instanceof Float32Array)) return samples;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new DataError(`sample ${Math.floor(i / elementsOf(shape))} of ${input.name} holds ${values[i]}, which is no number to learn from`);
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  if (!input.range || range) return samples;
  if (low < high) return { ...samples, range: [low, high] };
  if (low >= input.range[0] && low <= input.range[1]) return samples;
  throw new DataError(`all values of ${input.name} are ${low}, which can't be scaled into [${input.range.join(", ")}]`);
}

/** Numbers in the range that the program declares, so that what is real and what is made can be drawn into one picture. Bytes stay bytes: the device scales them. */
function scaled(input: DataInput, samples: Samples): Samples {
  if (!input.range || !(samples.values instanceof Float32Array)) return samples;
  const { scale, shift } = scaling(input, samples);
  return { ...samples, values: samples.values.map((value) => value * scale + shift), range: input.range };
}
