/**
 * The loop that applies rules: from the inputs up, until none applies. A new node has the origin of the one whose place it
 * takes.
 */

import { type Node, reachable, withInputs, withOrigin } from "../ir/node.js";
import type { Op } from "../ir/op.js";
import type { Rule } from "./rule.js";

export class Rewriting {
  readonly #rules = new Map<Op, readonly Rule[]>();

  constructor(
    private readonly table: readonly Rule[],
    /** What each node became. Those that stand here before stay what they are. */
    private readonly done = new Map<Node, Node>(),
  ) {}

  /** All that the roots need. */
  of(roots: Iterable<Node>): ReadonlyMap<Node, Node> {
    // Inputs first, so that recursion below only ever goes as deep as what a rule has built.
    for (const node of reachable(roots)) this.#rewritten(node);
    return this.done;
  }

  #rewritten(node: Node): Node {
    const known = this.done.get(node);
    if (known) return known;
    const rebuilt = withInputs(node, node.inputs.map((input) => this.#rewritten(input)));
    const result = this.done.get(rebuilt) ?? this.#simpler(rebuilt, node);
    this.done.set(rebuilt, result);
    this.done.set(node, result);
    return result;
  }

  #simpler(rebuilt: Node, { origin }: Node): Node {
    const better = withOrigin(origin, () => firstResult(this.#rulesFor(rebuilt.op), rebuilt));
    return better ? this.#rewritten(better) : rebuilt;
  }

  #rulesFor(op: Op): readonly Rule[] {
    let found = this.#rules.get(op);
    if (!found) this.#rules.set(op, (found = this.table.filter((rule) => rule.op === undefined || rule.op === op)));
    return found;
  }
}

function firstResult(rules: readonly Rule[], node: Node): Node | undefined {
  for (const { apply } of rules) {
    const better = apply(node);
    if (better && better !== node) return better;
  }
  return undefined;
}
