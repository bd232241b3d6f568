/** Brings a source to what a program declares: pictures to its size and colours, a label to its class. */

import { type Dataset, type Samples, scaling } from "../data.js";
import { DataError } from "../errors.js";
import { elementsOf } from "../initial.js";
import type { DataInput, Program } from "../program.js";
import type { Source } from "./sources.js";

/** The inputs of one `data` declaration, from one source. */
export function datasetFor(program: Program, sources: ReadonlyMap<string | undefined, Source>): Dataset {
  const inputs = program.inputs.filter((input): input is DataInput => input.kind === "data");
  const groups = [...new Set(inputs.map(({ group }) => group))];
  const dataset: { [name: string]: Samples } = {};
  for (const group of groups) {
    const members = inputs.filter((input) => input.group === group);
    const source = members.map(({ name }) => sources.get(name)).find((found) => found) ?? (groups.length === 1 ? sources.get(undefined) : undefined);
    if (!source) throw new DataError(`there is no data for ${members.map(({ name }) => name).join(", ")}: --data ${groups.length === 1 ? "SOURCE" : `${members[0].name}=SOURCE`}`);
    for (const input of members) dataset[input.name] = input.classes === undefined ? pictures(input, source.samples) : labels(input, source);
  }
  return dataset;
}

function labels(input: DataInput, { labels: found }: Source): Samples {
  if (!found) throw new DataError(`${input.name} is a class, and this data has no labels`);
  return found;
}

function pictures(input: DataInput, samples: Samples): Samples {
  const { shape } = input;
  if (samples.shape.join() === shape.join()) return scaled(input, samples);
  const isPicture = (picture: readonly number[]): boolean => picture.length === 3 && (picture[0] === 1 || picture[0] === 3);
  if (shape.length === 1 && elementsOf(samples.shape) === shape[0]) return scaled(input, { ...samples, shape });
  // A plane without channels is a grey picture.
  const asPicture = shape.length === 2 ? [1, ...shape] : shape;
  if (!isPicture(samples.shape) || !isPicture(asPicture)) throw new DataError(`${input.name} is [${shape.join(", ")}] in the program, and the data is [${samples.shape.join(", ")}]`);
  return scaled(input, { ...(samples.shape.join() === asPicture.join() ? samples : resized(samples, asPicture)), shape });
}

/** Numbers in the range that the program declares, so that what is real and what is made can be drawn into one picture. Bytes stay bytes: the device scales them. */
function scaled(input: DataInput, samples: Samples): Samples {
  if (!input.range || !(samples.values instanceof Float32Array)) return samples;
  const { scale, shift } = scaling(input, samples);
  return { ...samples, values: samples.values.map((value) => value * scale + shift), range: input.range };
}

/** Cropped to the middle that has the wanted proportions, then averaged or interpolated down or up, channels repeated or averaged. */
function resized({ values, shape, count, range }: Samples, [channels, height, width]: readonly number[]): Samples {
  const [fromChannels, fromHeight, fromWidth] = shape;
  const scale = Math.min(fromHeight / height, fromWidth / width);
  const [top, left] = [(fromHeight - height * scale) / 2, (fromWidth - width * scale) / 2];
  const rows = weights(height, top, scale, fromHeight);
  const columns = weights(width, left, scale, fromWidth);
  const out = values instanceof Uint8Array ? new Uint8Array(count * channels * height * width) : new Float32Array(count * channels * height * width);
  const plane = fromHeight * fromWidth;
  let place = 0;
  for (let n = 0; n < count; n++) {
    const at = (channel: number, y: number, x: number): number => {
      const read = (c: number): number => values[(n * fromChannels + c) * plane + y * fromWidth + x];
      if (channels === fromChannels) return read(channel);
      return fromChannels === 1 ? read(0) : 0.299 * read(0) + 0.587 * read(1) + 0.114 * read(2);
    };
    for (let c = 0; c < channels; c++) {
      for (const row of rows) {
        for (const column of columns) {
          let sum = 0;
          for (const [y, a] of row) for (const [x, b] of column) sum += a * b * at(c, y, x);
          out[place++] = values instanceof Uint8Array ? Math.round(sum) : sum;
        }
      }
    }
  }
  return { values: out, shape: [channels, height, width], count, range };
}

/** For each place, which old ones it is made of and how much of each: areas when shrinking, neighbours when growing. */
function weights(size: number, start: number, scale: number, limit: number): [number, number][][] {
  return Array.from({ length: size }, (_, i) => {
    const middle = start + (i + 0.5) * scale;
    const reach = Math.max(scale, 1) / 2 + (scale < 1 ? 0.5 : 0);
    const found: [number, number][] = [];
    for (let j = Math.floor(middle - reach); j <= Math.ceil(middle + reach); j++) {
      const overlap = scale < 1 ? 1 - Math.abs(j + 0.5 - middle) : Math.min(j + 1, middle + reach) - Math.max(j, middle - reach);
      if (overlap > 0) found.push([Math.min(limit - 1, Math.max(0, j)), overlap]);
    }
    const total = found.reduce((sum, [, weight]) => sum + weight, 0);
    return found.map(([j, weight]) => [j, weight / total]);
  });
}
