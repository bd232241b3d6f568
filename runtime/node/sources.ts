/** Where samples come from: what a source holds, and those that have a name. */

import type { Samples } from "../data.js";
import { DataError } from "../errors.js";
import { faces } from "./faces.js";
import { fashion, mnist } from "./packages.js";
import { points, pointSets } from "./points.js";

/** Pictures or points, and a label for each where there are any. */
export interface Labelled {
  readonly samples: Samples;
  readonly labels?: Samples;
}

/** The arrays of a file by their names there; for one that can't be read, the reason. */
export interface Named {
  readonly arrays: ReadonlyMap<string, Samples | string>;
}

export type Source = Labelled | Named;

/** Told what takes time and what was left out, a line each. */
export type Tell = (line: string) => void;

const sets: { readonly [name: string]: (tell: Tell) => Labelled | Promise<Labelled> } = {
  mnist,
  fashion,
  faces: (tell) => faces(tell),
  ...Object.fromEntries(pointSets.map((name) => [name, () => ({ samples: points(name) })])),
};

export const sourceNames: readonly string[] = Object.keys(sets);

export function isSourceName(name: string): boolean {
  return Object.hasOwn(sets, name);
}

/** Throws a DataError where there is no source of this name, or its package is not installed. */
export async function namedSource(name: string, tell: Tell = () => undefined): Promise<Labelled> {
  if (!isSourceName(name)) throw new DataError(`there is no data set ${name}; there are ${sourceNames.join(", ")}`);
  return sets[name](tell);
}
