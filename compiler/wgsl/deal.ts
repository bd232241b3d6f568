/**
 * Loads that the four lanes of a quad have in common, each done by one of them for all. A software adapter loads an element at a time for
 * each of its lanes, with a test, and hands one over in an instruction.
 */

import { once } from "../../runtime/once.js";
import { type Index, add, keyOf, literal, mul } from "../ir/index.js";

/** Lanes that are dealt to; their numbers are `q`. */
export const quad = 4;

/** Who loads something, and where each lane finds what it loads. */
export interface Deal {
  readonly by: number;
  readonly at: Index;
}

/** A place in memory that is read where a test holds, if there is one. */
export interface Tested {
  readonly index: Index;
  readonly test: string | undefined;
}

/** Places that lie evenly apart and have one test go to a lane each, up to four of them, by key. `turnOf`: a lane's number, that of the last where there are fewer. */
export function dealt(places: readonly Tested[], turnOf: (lanes: number) => Index): ReadonlyMap<string, Deal> {
  const deals = new Map<string, Deal>();
  for (const { base, constants } of byBase(places)) {
    for (const hand of hands(constants)) {
      if (hand.length === 1) continue;
      const at = add(base, literal(hand[0]), mul(turnOf(hand.length), { factor: hand[1] - hand[0], batch: 0 }));
      hand.forEach((constant, by) => deals.set(keyOf(add(base, literal(constant))), { by, at }));
    }
  }
  return deals;
}

/** Up to four that are as far from each other as the first two. */
function hands(constants: readonly number[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  for (const constant of constants) {
    const hand = found.at(-1);
    if (hand && hand.length < quad && (hand.length === 1 || constant - hand.at(-1)! === hand[1] - hand[0])) hand.push(constant);
    else found.push([constant]);
  }
  return found;
}

interface Based {
  readonly base: Index;
  /** What is added to it, the least first. */
  readonly constants: readonly number[];
}

function byBase(places: readonly Tested[]): readonly Based[] {
  const found = new Map<string, { readonly base: Index; readonly constants: Set<number> }>();
  for (const { index, test } of places) {
    const terms = index.kind === "add" ? index.terms : [index];
    const isConstant = (term: Index): boolean => term.kind === "literal" && term.size.batch === 0;
    const base = add(...terms.filter((term) => !isConstant(term)));
    const constant = terms.filter(isConstant).reduce((sum, term) => sum + (term.kind === "literal" ? term.size.factor : 0), 0);
    once(found, `${keyOf(base)} ${test}`, () => ({ base, constants: new Set<number>() })).constants.add(constant);
  }
  return [...found.values()].map(({ base, constants }) => ({ base, constants: [...constants].sort((a, b) => a - b) }));
}
