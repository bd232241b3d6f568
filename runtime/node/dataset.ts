/** From sources to the data set of a program: which source an input is drawn from, and which array of it. */

import type { Dataset, Samples } from "../data.js";
import { DataError } from "../errors.js";
import type { DataInput, Program } from "../program.js";
import { canFit, fit } from "./fit.js";
import { readSource } from "./read.js";
import type { Named, Source, Tell } from "./sources.js";

/** By the name of a data input; what has no name is for all that nothing else was given for. */
type For<T> = ReadonlyMap<string | undefined, T>;

/** Reads what a program's data are to be drawn from: names, files or folders, as `ganc train --data` takes them. `Data` is what the module's types call so. Throws a DataError. */
export async function readDataset<Data = Dataset>(program: Program, sources: string | For<string>, tell?: Tell): Promise<Data> {
  const wanted: For<string> = typeof sources === "string" ? new Map([[undefined, sources]]) : sources;
  const inputs = dataInputs(program);
  for (const name of wanted.keys()) if (name !== undefined && !inputs.some((input) => input.name === name)) throw new DataError(`${program.name} has no data ${name}; it has ${inputs.map((input) => input.name).join(", ") || "none"}`);
  const read = new Map<string | undefined, Source>();
  for (const [name, text] of wanted) {
    const readers = inputs.filter((input) => keyFor(input, inputs, wanted) === name);
    if (readers.length === 0) throw new DataError(`${program.name} draws nothing from ${text}`);
    read.set(name, await readSource(text, readers, tell));
  }
  return datasetFor(program, read) as Data;
}

/** For each data input its samples, in its shape and range. */
export function datasetFor(program: Program, sources: For<Source>): Dataset {
  const inputs = dataInputs(program);
  const keys = inputs.map((input) => keyFor(input, inputs, sources));
  const samples = inputs.map((input, i): [string, Samples] => {
    const source = sources.get(keys[i])!;
    if ("arrays" in source) return [input.name, arrayFor(input, source)];
    if (input.classes === undefined) return [input.name, fit(input, source.samples)];
    // What is a label's own is a label also where it is called samples: an array of numbers.
    const isOwn = keys.filter((key) => key === keys[i]).length === 1;
    return [input.name, labelsFor(input, source.labels ?? (isOwn ? source.samples : undefined))];
  });
  return Object.fromEntries(samples);
}

function dataInputs({ inputs }: Program): DataInput[] {
  return inputs.filter((input): input is DataInput => input.kind === "data");
}

/** Its own; or that of one that it is drawn together with; or, where all are drawn together, the only one. */
function keyFor(input: DataInput, inputs: readonly DataInput[], sources: For<unknown>): string | undefined {
  const members = inputs.filter(({ group }) => group === input.group);
  const named = sources.has(input.name) ? input : members.find(({ name }) => sources.has(name));
  if (named) return named.name;
  const isOnly = members.length === inputs.length;
  if (isOnly && sources.has(undefined)) return undefined;
  throw new DataError(`there is no data for ${members.map(({ name }) => name).join(", ")}: --data ${isOnly ? "SOURCE" : `${members[0].name}=SOURCE`}`);
}

function labelsFor(input: DataInput, found: Samples | undefined): Samples {
  if (!found) throw new DataError(`${input.name} is a class, and this data has no labels`);
  if (!isLabels(found)) throw new DataError(`${input.name} is class[${input.classes}] in the program, a number a sample, and the data is [${found.shape.join(", ")}]`);
  return { ...found, shape: [] };
}

function isLabels({ shape }: Samples): boolean {
  return shape.every((extent) => extent === 1);
}

/** The array of the input's name; else the only one that fits it. */
function arrayFor(input: DataInput, { arrays }: Named): Samples {
  const own = arrays.get(input.name);
  if (typeof own === "string") throw new DataError(own);
  const candidates = own ? [own] : fitting(input, [...arrays.values()].filter((array): array is Samples => typeof array !== "string"));
  if (candidates.length === 1) return input.classes === undefined ? fit(input, candidates[0]) : labelsFor(input, candidates[0]);
  const list = [...arrays].map(([name, array]) => (typeof array === "string" ? array : `${name} ${array.count}×[${array.shape.join(", ")}]`)).join("; ");
  const wanted = input.classes === undefined ? `[${input.shape.join(", ")}]` : `class[${input.classes}]`;
  throw new DataError(`no array of the data is called ${input.name}, and ${candidates.length === 0 ? "none" : "more than one"} fits ${wanted}; there are ${list || "none"}`);
}

/** Those that have the very shape go before those that can be brought to it. */
function fitting(input: DataInput, arrays: readonly Samples[]): readonly Samples[] {
  if (input.classes !== undefined) return arrays.filter(isLabels);
  const exact = arrays.filter(({ shape }) => shape.join() === input.shape.join());
  return exact.length > 0 ? exact : arrays.filter(({ shape }) => canFit(shape, input.shape));
}
