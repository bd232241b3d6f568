/**
 * Whole programs at random, from a seed: right by the language's page, of every part of it, and small. What the compiler
 * refuses of them, or gets another number for than the reference, is a mistake of the compiler (or of a recipe).
 */

import { castOf, networks, sources } from "./cast.js";
import { definitions } from "./network.js";
import { objectives } from "./objectives.js";
import { Random } from "./random.js";

export function programText(seed: number): string {
  const random = new Random(seed);
  const chosen = random.some(definitions, 0.35);
  const cast = castOf(random);
  const declarations = [...sources(cast), ...chosen.map(({ text }) => text), ...networks(cast, chosen), ...objectives(cast)];
  // The order of the top level does not matter; most programs are read from the top all the same.
  return `${(random.chance(0.3) ? random.shuffled(declarations) : declarations).join("\n")}\n`;
}
