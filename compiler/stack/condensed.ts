/** The graph with each group of siblings as one vertex: whether two nodes could be computed together without a cycle. */

import type { Node } from "../ir/node.js";
import type { Place, Siblings } from "./siblings.js";

export class Condensed {
  constructor(private readonly places: ReadonlyMap<Node, Place>) {}

  /** Whether none of these needs another of them, directly, through others, or through others' siblings. */
  apart(nodes: readonly Node[]): boolean {
    const wanted = new Set(nodes);
    const seen = new Set<Node>(nodes);
    const groups = new Set<Siblings>();
    const stack = [...nodes];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const of = this.places.get(next)?.of;
      // All of them need the same.
      if (of && !of.gathered && groups.has(of)) continue;
      if (of) groups.add(of);
      const inputs = wanted.has(next) && !of ? this.#besideOthers(next.inputs) : this.#inputsWithSiblings(next);
      for (let i = 0; i < inputs.length; i++) {
        const input = inputs[i];
        if (wanted.has(input)) return false;
        if (seen.has(input)) continue;
        seen.add(input);
        stack.push(input);
      }
    }
    return true;
  }

  /** All that the roots need, each after what it and its siblings need. */
  order(roots: readonly Node[]): Node[] {
    const entered = new Set<Node>();
    const done = new Set<Node>();
    const stack = [...roots];
    for (let next = stack.at(-1); next; next = stack.at(-1)) {
      if (entered.has(next)) {
        done.add(next);
        stack.pop();
        continue;
      }
      entered.add(next);
      for (const input of this.#inputsWithSiblings(next)) if (!entered.has(input)) stack.push(input);
    }
    return [...done];
  }

  /** What is needed by all that is computed when the node is. Siblings read unlike values from where they lie together: all of them must be there. */
  #inputsWithSiblings(node: Node): readonly Node[] {
    const of = this.places.get(node)?.of;
    if (!of || of.gathered) return node.inputs;
    return of.members.flatMap(({ inputs }) => this.#besideOthers(inputs));
  }

  /** What siblings need for these inputs: gathered values are read from where they lie with others, even a few of them. */
  #besideOthers(inputs: readonly Node[]): readonly Node[] {
    return inputs.flatMap((input) => {
      const gathered = this.places.get(input)?.of;
      return gathered?.gathered ? gathered.members : [input];
    });
  }
}
