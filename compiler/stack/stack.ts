/**
 * Real and fake samples through one network as one product: siblings become one operation on their values side by side, and
 * whoever reads one of them reads its part. Sums over all siblings, the gradients of the weights they share, become part of
 * the product itself. Runs after simplification, before fusion; nothing is differentiated any more.
 */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { type Node, make, withInputs, withOrigin } from "../ir/node.js";
import { add } from "../ops/index.js";
import { elementOf, elementsOf, joinOf, stack, stackOf } from "../ops/stacked.js";
import { Condensed } from "./condensed.js";
import { type Changed, type Found, type Join, type Place, type Siblings, findSiblings } from "./siblings.js";

export function stackSiblings(graph: Graph, batch: number): Graph {
  const found = findSiblings(graph, batch);
  if (found.places.size === 0) return graph;
  const rebuilt = new Rebuilding(found);
  // Inputs first, so that nothing below is deep in recursion.
  for (const node of new Condensed(found.places).order(rootsOf(graph))) rebuilt.of(node);
  return mapRoots(graph, (root) => rebuilt.of(root));
}

class Rebuilding {
  readonly #nodes = new Map<Node, Node>();
  readonly #stacks = new Map<Siblings, Node>();

  constructor(private readonly found: Found) {}

  of(node: Node): Node {
    let made = this.#nodes.get(node);
    if (!made) this.#nodes.set(node, (made = withOrigin(node.origin, () => this.#rebuild(node))));
    return made;
  }

  #rebuild(node: Node): Node {
    const join = this.found.joins.get(node);
    if (join) return this.#joined(join);
    const place = this.found.places.get(node);
    if (place && !place.of.gathered) return elementOf(this.#stackOf(place.of), place.at);
    return withInputs(node, node.inputs.map((input) => this.of(input)));
  }

  #joined({ siblings, rest, over }: Join): Node {
    const total = (terms: readonly Node[]): Node => terms.map((term) => this.of(term)).reduce((sum, term) => add(sum, term));
    const others = rest.length === 0 ? [] : [over ? make(over.op, [total(rest)], over.attributes) : total(rest)];
    const sums = siblings.map((each) => {
      const [{ op, attributes, origin }] = each.members;
      const count = each.members.length;
      if (over) return joinOf(over.op, [this.#stackOf(each)], over.attributes, { count, along: [true] });
      const { inputs, along } = this.#inputsOf(each);
      return withOrigin(origin, () => joinOf(op, inputs, attributes, { count, along }));
    });
    return [...others, ...sums].reduce((sum, term) => add(sum, term));
  }

  #stackOf(siblings: Siblings): Node {
    let made = this.#stacks.get(siblings);
    if (!made) this.#stacks.set(siblings, (made = withOrigin(siblings.members[0].origin, () => this.#made(siblings))));
    return made;
  }

  #made(siblings: Siblings): Node {
    const { members, gathered, changed } = siblings;
    if (gathered) return stack(members.map((member) => this.of(member)));
    return changed ? this.#changed(changed) : this.#stacked(siblings);
  }

  #changed({ from, by }: Changed): Node {
    return add(elementsOf(this.#stackOf(from.of), from.at, by.length), stack(by.map((node) => node && this.of(node))));
  }

  #stacked(siblings: Siblings): Node {
    const [{ op, attributes }] = siblings.members;
    const { inputs, along } = this.#inputsOf(siblings);
    return stackOf(op, inputs, attributes, { count: siblings.members.length, along });
  }

  #inputsOf({ members }: Siblings): { inputs: Node[]; along: boolean[] } {
    const columns = members[0].inputs.map((_, i) => members.map((member) => member.inputs[i]));
    const along = columns.map((nodes) => nodes.some((node) => node !== nodes[0]));
    return { inputs: columns.map((nodes, i) => (along[i] ? this.#sideBySide(nodes) : this.of(nodes[0]))), along };
  }

  /** A stack, a stretch of one, or unlike values moved together. */
  #sideBySide(nodes: readonly Node[]): Node {
    const places = nodes.map((node) => this.found.places.get(node));
    const [first] = places;
    const neighbours = first !== undefined && places.every((place, i): place is Place => place?.of === first.of && place.at === first.at + i);
    return neighbours ? elementsOf(this.#stackOf(first.of), first.at, nodes.length) : stack(nodes.map((node) => this.of(node)));
  }
}
