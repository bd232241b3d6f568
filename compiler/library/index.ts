/** All names that the language comes with, by name. What isn't here is in `prelude/`, written in the language itself. */

import { activations } from "./activations.js";
import { attentions } from "./attention.js";
import { bareWeights } from "./bare.js";
import type { Builtin } from "./builtin.js";
import { conditionals } from "./conditional.js";
import { convolutions } from "./convolution.js";
import { crops } from "./crop.js";
import { histograms } from "./histogram.js";
import { labels } from "./labels.js";
import { linears } from "./linear.js";
import { math } from "./math.js";
import { normalisations } from "./normalisation.js";
import { operators } from "./operators.js";
import { perturbations } from "./perturbation.js";
import { pools } from "./pooling.js";
import { products } from "./products.js";
import { reductions } from "./reductions.js";
import { histories } from "./replay.js";
import { shaping } from "./shaping.js";
import { spatial } from "./spatial.js";
import { wrappers } from "./spectral.js";

const families: readonly (readonly Builtin[])[] = [
  operators,
  math,
  activations,
  reductions,
  shaping,
  products,
  labels,
  linears,
  convolutions,
  normalisations,
  conditionals,
  attentions,
  bareWeights,
  perturbations,
  histories,
  spatial,
  crops,
  pools,
  histograms,
  wrappers,
];

export const builtins: ReadonlyMap<string, Builtin> = new Map(families.flat().map((builtin) => [builtin.name, builtin]));

export { distributions } from "./distributions.js";
export { optimisers } from "./update-rules.js";
