/**
 * Finds siblings: equal operations on different values, that one operation on the values side by side can do for all. Real and fake
 * samples pass through the same discriminator, so the search starts where products share a matrix, and follows whatever is
 * done alike to the results, the gradients included.
 */

import { type Graph, rootsOf } from "../ir/graph.js";
import { type Node, reachable, showAttributes, usersOf } from "../ir/node.js";
import { B, sizeAt, sizeOf } from "../ir/type.js";
import { add, neg, sub, sum } from "../ops/index.js";
import { Condensed } from "./condensed.js";

/** Members in the order in which they will lie side by side. */
export interface Siblings {
  readonly members: readonly Node[];
  /** Unlike values, each computed for itself and then copied to the others; all else is computed together, and needs no other of its members. */
  readonly gathered: boolean;
  /** Neighbours of other siblings, to some of which a constant was added: to those of the others' stack as a whole, with nothing for the rest, it is added at once. */
  readonly changed?: Changed;
}

export interface Changed {
  readonly from: Place;
  /** For each member, what was added to it. */
  readonly by: readonly (Node | undefined)[];
}

export interface Place {
  readonly of: Siblings;
  readonly at: number;
}

/** An addition of terms that siblings, all of each, are among. */
export interface Join {
  readonly siblings: readonly Siblings[];
  readonly rest: readonly Node[];
  /** What adds the elements up besides; where there is none, the siblings do so themselves. */
  readonly over?: Node;
}

export interface Found {
  readonly places: ReadonlyMap<Node, Place>;
  /** By what they make: the outermost addition, or the sum over what it gives. */
  readonly joins: ReadonlyMap<Node, Join>;
}

/** Products per element that must be copied to lie beside its siblings: below it the copying isn't worth it. */
const leastReuse = 16;
/** A result that all samples share is stacked only where it is small, or where the siblings' are added up anyway. */
const mostShared = 16384;

export function findSiblings(graph: Graph, batch: number): Found {
  const search = new Search(graph, batch);
  search.run();
  return search;
}

class Search implements Found {
  readonly places = new Map<Node, Place>();
  readonly joins = new Map<Node, Join>();
  readonly #nodes: readonly Node[];
  readonly #users: Map<Node, Node[]>;
  readonly #roots: ReadonlySet<Node>;
  readonly #condensed: Condensed;
  readonly #names = new Map<Siblings, string>();

  constructor(graph: Graph, private readonly batch: number) {
    this.#roots = new Set(rootsOf(graph));
    this.#nodes = reachable(this.#roots);
    this.#users = usersOf(this.#nodes);
    this.#condensed = new Condensed(this.places);
  }

  run(): void {
    for (const group of this.#sharingMatrices()) {
      for (let rest = group.filter((node) => !this.places.has(node)); rest.length > 1; ) {
        const members = this.#inOrder(this.#independent(rest));
        if (members.length > 1 && this.#pays(members)) this.#take(members);
        rest = rest.filter((node) => !members.includes(node));
      }
    }
  }

  /** Products of batches with the same matrix, in the order of the first. */
  #sharingMatrices(): Node[][] {
    const groups = new Map<string, Node[]>();
    for (const node of this.#nodes) {
      if (node.op.lowering.kind !== "reduction" || node.inputs.length !== 2) continue;
      const matrix = node.inputs.findIndex(({ type }) => !type.shape.includes(B));
      const other = node.inputs[1 - matrix];
      if (matrix < 0 || !other.type.shape.includes(B)) continue;
      const key = `${operation(node)} ${matrix} ${node.inputs[matrix].id} ${other.type.shape.join()}`;
      groups.set(key, [...(groups.get(key) ?? []), node]);
    }
    return [...groups.values()].filter((group) => group.length > 1);
  }

  /** The first, and those after it that can be computed beside it. */
  #independent([first, ...others]: readonly Node[]): Node[] {
    return others.reduce((members, node) => (this.#condensed.apart([...members, node]) ? [...members, node] : members), [first]);
  }

  /** The order in which what they are made of lies already. */
  #inOrder(members: readonly Node[]): readonly Node[] {
    const [first, ...others] = members.map((member) => this.#placesUnder(member));
    const common = [...first.keys()].find((siblings) => others.every((places) => places.has(siblings)));
    if (!common) return members;
    const placeOf = new Map(members.map((member, i) => [member, [first, ...others][i].get(common)!]));
    return [...members].sort((a, b) => placeOf.get(a)! - placeOf.get(b)!);
  }

  /** The nearest siblings that a value is computed from, element by element, and which of them. */
  #placesUnder(node: Node): Map<Siblings, number> {
    const places = new Map<Siblings, number>();
    const under = new Set(node.inputs);
    for (const value of under) {
      const place = this.places.get(value);
      if (place) places.set(place.of, place.at);
      else if (value.op.lowering.kind === "elementwise" || value.op.lowering.kind === "movement") value.inputs.forEach((input) => under.add(input));
    }
    return places;
  }

  #pays(members: readonly Node[]): boolean {
    const [first] = members;
    const [a, b, out] = [...first.inputs, first].map((node) => this.#size(node));
    // Of m·k, k·n and m·n the depth k, exact but for windows.
    const products = out * Math.sqrt((a * b) / out);
    return products >= leastReuse * this.#copiedInputs(members);
  }

  /** How many elements must be moved so that these lie side by side. */
  #copied(nodes: readonly Node[]): number {
    if (this.#together(nodes) || this.#changed(nodes)) return 0;
    const own = this.#size(nodes[0]);
    return this.#alike(nodes) ? Math.min(own, this.#copiedInputs(nodes)) : own;
  }

  #copiedInputs(nodes: readonly Node[]): number {
    return nodes[0].inputs.reduce((sum, _, i) => sum + this.#copied(nodes.map((node) => node.inputs[i])), 0);
  }

  /** The same value for all, or neighbours in a stack. */
  #together(nodes: readonly Node[]): boolean {
    const [first] = nodes;
    const place = this.places.get(first);
    return nodes.every((node, i) => node === first || (place !== undefined && this.places.get(node)?.of === place.of && this.places.get(node)!.at === place.at + i));
  }

  /** Equal operations that each element needs one element of, at most. */
  #alike(nodes: readonly Node[]): boolean {
    const [first] = nodes;
    const { kind } = first.op.lowering;
    return (kind === "elementwise" || kind === "movement") && new Set(nodes).size === nodes.length && nodes.every((node) => !this.places.has(node) && !this.#roots.has(node) && operation(node) === operation(first));
  }

  /** Makes siblings of the members, of what they are made of as far as that spares copying, and of what is made of them. */
  #take(members: readonly Node[]): void {
    members[0].inputs.forEach((_, i) => this.#pull(members.map((member) => member.inputs[i])));
    this.#settle({ members, gathered: false });
  }

  #pull(nodes: readonly Node[]): void {
    if (this.#together(nodes)) return;
    const changed = this.#changed(nodes);
    if (changed) return this.#settle({ members: nodes, gathered: false, changed });
    if (this.#alike(nodes) && this.#copiedInputs(nodes) < this.#size(nodes[0]) && this.#condensed.apart(nodes)) this.#take(nodes);
    else if (new Set(nodes).size === nodes.length) this.#settle({ members: nodes, gathered: true });
  }

  /** Neighbours in a stack, which nobody reads beside the others there, and values that are such a neighbour and a constant. */
  #changed(nodes: readonly Node[]): Changed | undefined {
    const known = nodes.flatMap((node) => this.places.get(node) ?? []);
    if (known.length === 0 || known.length === nodes.length || known[0].of.gathered) return undefined;
    if (nodes.some((node) => this.places.has(node) && this.#users.get(node)!.some((user) => this.places.has(user)))) return undefined;
    const parts = nodes.map((node) => this.#partOf(node, known[0].of));
    const [first] = parts;
    return first && parts.every((part, i) => part?.at === first.at + i) ? { from: { of: known[0].of, at: first.at }, by: parts.map((part) => part!.by) } : undefined;
  }

  #partOf(node: Node, of: Siblings): { readonly at: number; readonly by?: Node } | undefined {
    const place = this.places.get(node);
    if (place) return place.of === of ? { at: place.at } : undefined;
    if ((node.op !== add.op && node.op !== sub.op) || this.#roots.has(node)) return undefined;
    const [first, second] = node.inputs;
    const [left, right] = [this.places.get(first), this.places.get(second)];
    if (left?.of === of && isKnown(second)) return { at: left.at, by: node.op === sub.op ? neg(second) : second };
    return right?.of === of && node.op === add.op && isKnown(first) ? { at: right.at, by: first } : undefined;
  }

  #settle(first: Siblings): void {
    const queue: Siblings[] = [first];
    for (let next = queue.shift(); next; next = queue.shift()) {
      // What is made of gathered values may be what one of them is made of.
      if ((!next.changed && next.members.some((node) => this.places.has(node))) || (!next.gathered && this.#touchesGathered(next) && !this.#condensed.apart(next.members))) continue;
      const siblings = next;
      this.#names.set(siblings, `T${this.#names.size}`);
      siblings.members.forEach((node, at) => this.places.set(node, { of: siblings, at }));
      if (!siblings.gathered) this.#findJoin(siblings);
      queue.push(...this.#following(siblings).map((members): Siblings => ({ members, gathered: false })));
    }
  }

  #touchesGathered({ members }: Siblings): boolean {
    return members[0].inputs.some((input) => this.places.get(input)?.of.gathered);
  }

  /** Equal operations on neighbours: what is to be the next stack. No new dependency can come of it. */
  #following({ members }: Siblings): Node[][] {
    const groups = new Map<string, Node[]>();
    for (const user of new Set(members.flatMap((member) => this.#users.get(member)!))) {
      if (this.places.has(user) || this.#roots.has(user) || !this.#canFollow(user)) continue;
      const key = `${operation(user)}(${user.inputs.map((input) => this.#named(input)).join()})`;
      groups.set(key, [...(groups.get(key) ?? []), user]);
    }
    return [...groups.values()].flatMap((group) => this.#runs(group)).filter((run) => this.#worthStacking(run));
  }

  #canFollow({ op: { lowering }, type }: Node): boolean {
    return type.dtype !== "i32" && (lowering.kind === "elementwise" || lowering.kind === "movement" || (lowering.kind === "reduction" && type.shape.length > 0));
  }

  #named(input: Node): string {
    const place = this.places.get(input);
    return place ? this.#names.get(place.of)! : String(input.id);
  }

  /** Maximal stretches in which every input moves on by one place. */
  #runs(group: readonly Node[]): Node[][] {
    const placesOf = (node: Node): number[] => node.inputs.flatMap((input) => this.places.get(input)?.at ?? []);
    const sorted = [...group].sort((a, b) => placesOf(a)[0] - placesOf(b)[0]);
    const runs: Node[][] = [];
    for (const node of sorted) {
      const before = runs.at(-1)?.at(-1);
      const follows = before && placesOf(node).every((at, i) => at === placesOf(before)[i] + 1);
      if (follows) runs.at(-1)!.push(node);
      else runs.push([node]);
    }
    return runs.filter((run) => run.length > 1);
  }

  #worthStacking(run: readonly Node[]): boolean {
    const [{ op, type }] = run;
    if (op.lowering.kind !== "reduction" || type.shape.includes(B) || this.#size(run[0]) <= mostShared) return true;
    return this.#sumOf(run) !== undefined;
  }

  #findJoin(siblings: Siblings): void {
    const sum = this.#sumOf(siblings.members);
    if (!sum) return;
    const over = sum.op === add.op ? undefined : sum;
    const before = this.joins.get(sum);
    const rest = before?.rest ?? this.#terms(over ? over.inputs[0] : sum);
    this.joins.set(sum, { siblings: [...(before?.siblings ?? []), siblings], rest: rest.filter((term) => !siblings.members.includes(term)), over });
  }

  /** What adds up all of them, alone or with others, and is computed from them alone: of sums the addition, of values a sum over it. */
  #sumOf(members: readonly Node[]): Node | undefined {
    const [{ op: { lowering } }] = members;
    let total: Node | undefined;
    let only = this.#soleUser(members[0]);
    for (; only?.op === add.op; only = this.#onlyUser(only)) total = only;
    if (!total || this.places.has(total) || !members.every((member) => this.#soleUser(member) && this.#terms(total).includes(member))) return undefined;
    if (lowering.kind === "reduction" && lowering.combine === "sum") return total;
    return lowering.kind === "elementwise" && only?.op === sum.op && this.#onlyUser(total) ? only : undefined;
  }

  /** Of a sum its only user; of other values the addition among the users, for they are computed anyway. */
  #soleUser(node: Node): Node | undefined {
    if (node.op.lowering.kind === "reduction") return this.#onlyUser(node);
    const additions = this.#users.get(node)!.filter(({ op }) => op === add.op);
    return additions.length === 1 ? additions[0] : undefined;
  }

  #onlyUser(node: Node): Node | undefined {
    const users = this.#users.get(node)!;
    return users.length === 1 && !this.#roots.has(node) ? users[0] : undefined;
  }

  #terms(sum: Node): Node[] {
    return sum.inputs.flatMap((input) => (input.op === add.op && this.#onlyUser(input) ? this.#terms(input) : [input]));
  }

  #size({ type }: Node): number {
    return sizeAt(sizeOf(type.shape), this.batch);
  }
}

/** Whether nothing but numbers and the batch size goes into it. */
function isKnown(node: Node): boolean {
  // A set is walked in the order of insertion, what is added on the way included.
  const under = new Set([node]);
  for (const { op: { lowering: { kind } }, inputs } of under) {
    if (kind !== "elementwise" && kind !== "movement" && (kind !== "generator" || inputs.length > 0)) return false;
    for (const input of inputs) under.add(input);
  }
  return true;
}

/** What is done, but for what it is done to. */
function operation({ op, attributes, type }: Node): string {
  return `${op.name}${showAttributes(attributes)} ${type.dtype}${type.shape.join()}`;
}
