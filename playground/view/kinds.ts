/** Who is who in a model, for its colours: what makes samples, and what judges them. */

import type { NetworkWord } from "../../grammar/syntax.js";
import type { Hue } from "./palette.js";

const hues: { readonly [word in NetworkWord]: Hue } = {
  generator: "made",
  decoder: "made",
  discriminator: "judge",
  critic: "judge",
  encoder: "third",
  network: "soft",
};

export function hueOfNetwork(word: NetworkWord | undefined): Hue {
  return word === undefined ? "soft" : hues[word];
}
