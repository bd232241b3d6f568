/** The programs of `examples/`: how many parameters each has at full width, and hypers that make a small one of it. */

import { readFileSync } from "node:fs";
import type { CheckedProgram } from "../../compiler/check/program.js";
import { checkSource, type Compilation, compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import type { Diagnostic } from "../../grammar/diagnostic.js";
import type { Source } from "../../grammar/source.js";

export interface Example {
  /** As PyTorch counts them in the same network. */
  readonly parameters: { readonly [network: string]: number };
  readonly narrow: { readonly [hyper: string]: number };
}

const faces: Example = { parameters: { G: 13_301_632, D: 6_423_553 }, narrow: { latent: 4, width: 4, size: 8 } };
const digits: Example = { parameters: { G: 1_510_032, D: 533_505 }, narrow: { latent: 4, width: 4, size: 8 } };
/** The hidden layers of 128, 256 and 512 only. */
const shallower: Example = { parameters: { G: 581_264, D: 533_505 }, narrow: digits.narrow };

export const examples: { readonly [name: string]: Example } = {
  acgan: { parameters: { G: 240_784, D: 235_275 }, narrow: digits.narrow },
  cgan: { parameters: { G: 240_784, D: 236_801 }, narrow: digits.narrow },
  dcgan: { parameters: { G: 3_576_704, D: 2_765_568 }, narrow: { latent: 4, width: 2 } },
  digits: { parameters: { G: 243_600, D: 233_985 }, narrow: { latent: 4 } },
  divergences: { parameters: { G: 2, D: 1_153 }, narrow: {} },
  dragan: shallower,
  gan_bce: faces,
  gan_minimax: faces,
  gan_non_saturating: faces,
  grid: { parameters: { G: 33_666, D: 33_537 }, narrow: { width: 4 } },
  hinge_sn: { parameters: { G: 3_812_355, D: 2_935_873 }, narrow: { latent: 4, width: 2 } },
  lsgan: shallower,
  ragan: { parameters: { G: 237_345, D: 36_641 }, narrow: { latent: 4, width: 2 } },
  ring: { parameters: { G: 4_866, D: 4_417 }, narrow: {} },
  wgan: digits,
  wgan_gp: digits,
};

export function sourceOf(name: string): Source {
  return { name: `${name}.gan`, text: readFileSync(new URL(`../../examples/${name}.gan`, import.meta.url), "utf8") };
}

/** With other hypers than the file's; a mistake fails the test. */
export function compiled(name: string, set: Example["narrow"] = {}): Compilation {
  const { compilation, diagnostics } = compile(sourceOf(name), optionsOf(set));
  return compilation ?? fail(name, diagnostics);
}

/** `narrowed` replaces numbers of the source that are no hypers. */
export function checked(name: string, set: Example["narrow"], narrowed: Example["narrow"]): CheckedProgram {
  const source = sourceOf(name);
  const text = Object.entries(narrowed).reduce((before, [number, smaller]) => before.replaceAll(`(${number})`, `(${smaller})`), source.text);
  const { program, diagnostics } = checkSource({ ...source, text }, optionsOf(set));
  return program ?? fail(name, diagnostics);
}

function optionsOf(set: Example["narrow"]) {
  return { prelude: preludeSources(), set: new Map(Object.entries(set)) };
}

function fail(name: string, diagnostics: readonly Diagnostic[]): never {
  throw new Error(diagnostics.map(({ code, message }) => `${name}.gan: ${code}: ${message}`).join("\n"));
}
