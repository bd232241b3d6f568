/** Programs that somebody's fingers slipped on: tokens of a right one deleted, doubled, swapped, or others in their place. */

import { tokenize } from "../../grammar/lexer.js";

/** A number of [0, 1). */
export type Random = () => number;

export interface Word {
  readonly text: string;
  /** `Name`, `Numeral`, `Arrow`: what the grammar calls it. */
  readonly kind: string;
}

type Edit = (words: Word[], at: number, random: Random, others: readonly Word[]) => void;

const another = (from: readonly Word[], { kind }: Word, random: Random): Word => pick(from.filter((word) => word.kind === kind), random);
const alike: Edit = (words, at, random, others) => void (words[at] = another([words[at], ...others], words[at], random));
const alikeFromHere: Edit = (words, at, random) => void (words[at] = another(words, words[at], random));

/** Numbers that are none of what was meant: too small, too large, no whole ones. */
const numbers = ["0", "1", "2", "3", "7", "16", "1000", "100000", "1e9", "1e30", "0.5", "1.5", "1e-9", "1e-45", "2e308"];

/** Another number in the place of one, at or behind this place. */
const otherNumber: Edit = (words, at, random) => {
  const place = words.findIndex(({ kind }, i) => i >= at && kind === "Numeral");
  if (place >= 0) words.splice(place, 1, ...(random() < 0.2 ? [{ text: "-", kind: "Minus" }] : []), { text: pick(numbers, random), kind: "Numeral" });
};

/** A stretch of the text is gone: a few words, or all to the end. */
const cut: Edit = (words, at, random) => void words.splice(at, random() < 0.3 ? words.length : 1 + Math.floor(random() * 8));

const edits: readonly Edit[] = [
  (words, at) => void words.splice(at, 1),
  (words, at) => void words.splice(at, 0, words[at]),
  (words, at) => void words.splice(at, 2, ...words.slice(at, at + 2).reverse()),
  (words, at, random, others) => void words.splice(at, 0, pick(others, random)),
  // A name for a name and a number for a number: these parse, so that the checker has its share.
  alike, alike, alike, alikeFromHere, alikeFromHere, alikeFromHere,
  otherNumber, otherNumber, cut,
];

export function wordsOf(text: string): Word[] {
  return tokenize({ name: "whole.gan", text }).tokens.map(({ image, tokenType }) => ({ text: image, kind: tokenType.name }));
}

/** One to three edits of a program; most slips come alone. `others`: what may come from elsewhere. */
export function mutate(text: string, random: Random, others: readonly Word[]): string {
  const words = wordsOf(text);
  const count = 1 + Math.floor(random() ** 2 * 3);
  for (let i = 0; i < count && words.length > 0; i++) pick(edits, random)(words, Math.floor(random() * words.length), random, others);
  return words.map((word) => word.text).join(" ").replace(/ (gan|hyper|data|noise|def|let|generator|critic|discriminator|network|loss|metric|train|step) /g, "\n$1 ");
}

export function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)];
}
