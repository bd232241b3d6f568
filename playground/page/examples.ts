/** The repository's examples: small points that learn while one watches come first, then pictures. */

import { element } from "./elements.js";

const texts = import.meta.glob<string>("../../examples/*.gan", { query: "?raw", import: "default", eager: true });

export interface Example {
  readonly name: string;
  readonly source: string;
  /** Names of data, by group. */
  readonly data: readonly string[];
}

/** Shown by these names, with the data that they are written for. */
const known: readonly (readonly [name: string, label: string, data: string])[] = [
  ["ring", "Ring: WGAN-GP on points", "ring"],
  ["grid", "Grid: 25 modes", "grid"],
  ["divergences", "Divergences: D against the best D", ""],
  ["digits", "Digits: the first GAN", "digits"],
  ["cgan", "Digits that were asked for: CGAN", "digits"],
  ["wgan_gp", "Digits: WGAN-GP", "digits"],
  ["gan_minimax", "Colour digits: minimax", "digits"],
];

const all: ReadonlyMap<string, string> = new Map(Object.entries(texts).map(([path, source]) => [path.replace(/^.*\/|\.gan$/g, ""), source]));

export function exampleNamed(name: string): Example | undefined {
  const source = all.get(name);
  const data = known.find(([one]) => one === name)?.[2] ?? "digits";
  return source === undefined ? undefined : { name, source, data: data === "" ? [] : [data] };
}

export function fillExamples(select: HTMLSelectElement): void {
  const others = [...all.keys()].filter((name) => !known.some(([one]) => one === name)).sort();
  select.replaceChildren(
    element("option", { value: "", hidden: true }, "Your program"),
    element("optgroup", { label: "Points" }, ...known.slice(0, 3).map(([name, label]) => element("option", { value: name }, label))),
    element("optgroup", { label: "Pictures" }, ...known.slice(3).map(([name, label]) => element("option", { value: name }, label)), ...others.map((name) => element("option", { value: name }, name))),
  );
}
