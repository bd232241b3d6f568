/** All names that the language comes with, by name. What isn't here is in `prelude/`, written in the language itself. */

import { activations } from "./activations.js";
import { bareWeights } from "./bare.js";
import type { Builtin } from "./builtin.js";
import { labels } from "./labels.js";
import { linears } from "./linear.js";
import { math } from "./math.js";
import { normalisations } from "./normalisation.js";
import { operators } from "./operators.js";
import { perturbations } from "./perturbation.js";
import { products } from "./products.js";
import { reductions } from "./reductions.js";
import { shaping } from "./shaping.js";
import { spatial } from "./spatial.js";

const families: readonly (readonly Builtin[])[] = [
  operators,
  math,
  activations,
  reductions,
  shaping,
  products,
  labels,
  linears,
  normalisations,
  bareWeights,
  perturbations,
  spatial,
];

export const builtins: ReadonlyMap<string, Builtin> = new Map(families.flat().map((builtin) => [builtin.name, builtin]));

export { distributions } from "./distributions.js";
export { optimisers } from "./update-rules.js";
