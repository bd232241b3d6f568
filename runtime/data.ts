/** Real samples: what a data set is, whether it fits the program, and how it is brought to the device. */

import { DataError } from "./errors.js";
import { isLabel } from "./given.js";
import { elementsOf } from "./initial.js";
import { once } from "./once.js";
import type { DataInput, Program } from "./program.js";

/** All samples of one name, one after the other, row-major. */
export interface Samples {
  readonly values: Uint8Array | Float32Array | Int32Array;
  /** Of one sample. */
  readonly shape: readonly number[];
  readonly count: number;
  /** What the values run from and to, where the program scales them: bytes are 0 to 255 if it is left out. */
  readonly range?: readonly [low: number, high: number];
}

/** By the names of the program's `data`. */
export type Dataset = { readonly [name: string]: Samples };

/** A data input, where it stands among the program's inputs, and the samples that it is drawn from. */
export interface Drawn {
  readonly input: DataInput;
  readonly place: number;
  readonly samples: Samples;
}

/** The data inputs, those of a group together; throws a DataError that says what does not fit. */
export function fitted(program: Program, dataset: Dataset, batch: number): Drawn[][] {
  const groups = new Map<number, Drawn[]>();
  program.inputs.forEach((input, place) => {
    if (input.kind !== "data") return;
    const { name } = input;
    const samples = Object.hasOwn(dataset, name) ? dataset[name] : undefined;
    if (!samples) throw new DataError(`there is no data ${name}; there is ${Object.keys(dataset).join(", ") || "none"}`);
    fit(input, samples, batch);
    const group = once(groups, input.group, () => []);
    group.push({ input, place, samples });
    const [first] = group;
    if (first.samples.count !== samples.count) throw new DataError(`${first.input.name} and ${name} are drawn together, and there are ${first.samples.count} and ${samples.count} of them`);
  });
  return [...groups.values()];
}

function fit(input: DataInput, { values, shape, count, range }: Samples, batch: number): void {
  if (shape.join() !== input.shape.join()) throw new DataError(`${input.name} is [${input.shape.join(", ")}] in the program and [${shape.join(", ")}] in the data`);
  if (values.length !== count * elementsOf(shape)) throw new DataError(`${input.name} has ${values.length} values, which are not ${count} samples of [${shape.join(", ")}]`);
  if (range && !(range[0] < range[1])) throw new DataError(`${input.name} runs from ${range[0]} to ${range[1]}, which is no range`);
  if (count < batch) throw new DataError(`a batch is ${batch} samples, and ${input.name} has ${count}`);
  const { classes } = input;
  const wrong = classes === undefined ? -1 : values.findIndex((label: number) => !isLabel(label, classes));
  if (wrong >= 0) throw new DataError(`${input.name} is class[${classes}], and sample ${wrong} has the label ${values[wrong]}`);
}

/** value · scale + shift takes the source's range to the declared one. */
export function scaling({ range }: Pick<DataInput, "range">, { values, range: own }: Pick<Samples, "values" | "range">): { scale: number; shift: number } {
  const from = own ?? (values instanceof Uint8Array ? ([0, 255] as const) : undefined);
  if (!range || !from) return { scale: 1, shift: 0 };
  const scale = (range[1] - range[0]) / (from[1] - from[0]);
  return { scale, shift: range[0] - from[0] * scale };
}
