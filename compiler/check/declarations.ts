/** The top level of a file (or of the prelude): every declaration as a binding, worked out when it is first needed. */

import type { Average, Data, Declaration, Definition, Hyper, Identifier, Import, Let, Network, Noise, State, Statement } from "../../grammar/syntax.js";
import { type Context, fail } from "./context.js";
import { elaborate } from "./expression.js";
import { refuseInfiniteValue } from "./float32.js";
import { openNetwork, refuseOrigin } from "./frozen.js";
import { readByItself } from "./definition-call.js";
import { mentionsIn } from "./mentions.js";
import { duplicate } from "./names.js";
import { signatureOf } from "./network.js";
import type { DataDeclaration, NoiseDeclaration, StateDeclaration } from "./program.js";
import { type Binding, lazily } from "./scope.js";
import { elaborateData, elaborateHyper, elaborateNoise, elaborateState } from "./sources.js";
import { constantOf, type Signature, unknown, type Value } from "./value.js";

/** What a binding of the top level is written as. */
export type Tree = Hyper["items"][number] | Data["items"][number] | Noise | State | Network | Definition | Let | Average | { readonly kind: "imported"; readonly name: Identifier };

/** A cycle of more declarations than this is told by its first ones. */
const longestCycle = 100;

/** Who sees a declaration: the bodies of networks, or not; definitions that are imported elsewhere, or not. */
type Sight = Pick<Binding, "outside" | "leftIn">;
const inside: Sight = { outside: false };
const outside: Sight = { outside: true };

/** What differs between the file that is compiled, one that it imports, and the prelude. */
export interface DeclarationOptions {
  /** Hypers with other values than the file's. */
  readonly set: ReadonlyMap<string, number>;
  /** What noise of this name is called in the program. */
  nameNoise(name: string): string;
  /** What a name means that is imported; `undefined` after a mistake, which was told. */
  imported(name: Identifier, declaration: Import): Binding | undefined;
  /** Notes a network of the program. */
  enter(signature: Signature): void;
  /** The file, where it is imported: its data, states and averages don't come along. */
  readonly importedFrom?: string;
}

export class Declarations {
  /** These three in the order of the file, once everything was asked for. */
  readonly data: DataDeclaration[] = [];
  readonly noises: NoiseDeclaration[] = [];
  readonly states: StateDeclaration[] = [];
  readonly #hypers = new Map<string, number>();
  readonly #bindings: Binding[] = [];
  readonly #definitions: Definition[] = [];
  readonly #signatures = new Map<string, Signature>();
  readonly #trees = new Map<Binding, Tree>();
  /** What asks for what, for the mistake of a cycle. */
  readonly #asking: Binding[] = [];
  #groups = 0;

  constructor(
    readonly context: Context,
    private readonly options: DeclarationOptions,
  ) {}

  /** Imports come last: where a name is declared here as well, the import is at fault. */
  declare(declarations: readonly Declaration[]): void {
    this.#atMostOne(declarations, "gan");
    this.#atMostOne(declarations, "train");
    for (const declaration of declarations) this.#declareOne(declaration);
    for (const declaration of declarations) if (declaration.kind === "import") for (const name of declaration.names) this.#import(name, declaration);
  }

  #atMostOne(declarations: readonly Declaration[], kind: "gan" | "train"): void {
    const [first, ...others] = declarations.filter((declaration) => declaration.kind === kind);
    for (const { span } of others) fail(this.context, duplicate(kind, { ...span, end: span.start + kind.length }, { ...first.span, end: first.span.start + kind.length }));
  }

  #declareOne(declaration: Declaration): void {
    switch (declaration.kind) {
      case "hyper":
        for (const item of declaration.items) this.#bind(item.name, `hyper ${item.name.name}`, inside, item, () => this.#hyper(item));
        return;
      case "data": {
        const group = this.#groups++;
        for (const item of declaration.items) this.#bind(item.name, `data ${item.name.name}`, this.#staying, item, () => this.#keep("data", this.data, elaborateData(item, group, this.context)));
        return;
      }
      case "noise":
        this.#bind(declaration.name, `noise ${declaration.name.name}`, outside, declaration, () => this.#noise(declaration));
        return;
      case "state":
        this.#bind(declaration.name, `state ${declaration.name.name}`, this.#staying, declaration, () => this.#keep("state", this.states, elaborateState(declaration, this.context)));
        return;
      case "network":
        this.#bind(declaration.name, `network ${declaration.name.name}`, inside, declaration, () => this.#network(declaration));
        return;
      case "def":
        this.#definitions.push(declaration);
        this.#bind(declaration.name, `the definition ${declaration.name.name}`, inside, declaration, () => ({ kind: "definition", definition: declaration, scope: this.context.scope }));
        return;
      case "let":
        this.#bind(declaration.name, `let ${declaration.name.name}`, outside, declaration, () => this.#let(declaration));
        return;
      case "train":
        this.#declareAverages(declaration.statements);
        return;
      default:
        // Losses, metrics and samples have names of their own, which nothing in an expression refers to.
        return;
    }
  }

  /** Of what belongs to this file's own training. */
  get #staying(): Sight {
    return { outside: true, leftIn: this.options.importedFrom };
  }

  #import(name: Identifier, declaration: Import): void {
    const binding = this.options.imported(name, declaration);
    this.#bind(name, binding?.what ?? name.name, inside, { kind: "imported", name }, () => binding?.value() ?? unknown);
  }

  #bind({ name, span }: Identifier, what: string, sight: Sight, tree: Tree, compute: () => Value): void {
    const binding: Binding = lazily({ name, span, what, ...sight }, () => this.#ask(binding, compute), () => this.#cycle(binding));
    const before = this.context.scope.declare(binding);
    if (before) fail(this.context, duplicate(name, span, before.span));
    else {
      this.#bindings.push(binding);
      this.#trees.set(binding, tree);
    }
  }

  #ask(binding: Binding, compute: () => Value): Value {
    // Asked for in the order of need, only what is in a cycle is far from what it needs.
    if (this.#asking.length >= longestCycle) return this.#cycle(this.#asking[0]);
    this.#asking.push(binding);
    const value = compute();
    this.#asking.pop();
    return value;
  }

  /** The whole cycle, from its first declaration in the file. */
  #cycle(binding: Binding): Value {
    const asked = this.#asking.slice(this.#asking.indexOf(binding));
    const start = asked.reduce((first, { span }, i) => (span.start < asked[first].span.start ? i : first), 0);
    const [first, ...others] = [...asked.slice(start), ...asked.slice(0, start)];
    const way = asked.length < longestCycle ? [first, ...others, first].map(({ name }) => name).join(" → ") : `over more than ${longestCycle} declarations`;
    const related = others.slice(0, 10).map(({ what, span }) => ({ message: `${what} is on the way`, span }));
    return fail(this.context, { code: "name/cycle", message: `${first.what} depends on itself: ${way}`, span: first.span, related });
  }

  #hyper(item: Hyper["items"][number]): Value {
    const value = elaborateHyper(item, this.options.set.get(item.name.name), this.context);
    const number = constantOf(value);
    if (number !== undefined) this.#hypers.set(item.name.name, number);
    return value;
  }

  #let({ value: expression }: Let): Value {
    const value = elaborate(expression, this.context);
    return refuseInfiniteValue(value, expression.span, this.context) ? unknown : value;
  }

  #noise(declaration: Noise): Value {
    const { type, noise } = elaborateNoise(declaration, this.context);
    const name = this.options.nameNoise(declaration.name.name);
    if (noise) this.noises.push({ ...noise, name });
    return type ? { kind: "noise", name, type, span: declaration.span } : unknown;
  }

  #keep<D extends DataDeclaration | StateDeclaration>(kind: "data" | "state", list: D[], found: D | undefined): Value {
    if (!found) return unknown;
    list.push(found);
    return { kind, name: found.name, type: found.type, span: found.span };
  }

  #network(network: Network): Value {
    if (refuseOrigin(network, this.context)) return unknown;
    if (network.parameters.some(({ type }) => !type)) return openNetwork(network, (given) => this.#enter(signatureOf(network, given, this.context)), this.context);
    const signature = this.#enter(signatureOf(network, [], this.context));
    return signature ? { kind: "network", signature } : unknown;
  }

  #enter(signature: Signature | undefined): Signature | undefined {
    if (!signature) return undefined;
    this.#signatures.set(signature.name, signature);
    this.options.enter(signature);
    return signature;
  }

  /** `average G as G_avg` declares a network. */
  #declareAverages(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.kind === "repeat" || statement.kind === "every") this.#declareAverages(statement.statements);
      if (statement.kind !== "average") continue;
      const { network, as } = statement;
      this.#bind(as, `the average ${as.name}`, { ...this.#staying, outside: false }, statement, () => {
        const of = this.context.scope.find(network.name)?.value();
        return of?.kind === "network" ? { ...of, averaged: as.name } : unknown;
      });
    }
  }

  /** Asks for everything once, so that nothing stays unchecked, and puts what was found into the order of the file. */
  elaborateAll(): void {
    for (const definition of this.#definitions) readByItself({ definition, scope: this.context.scope }, this.context);
    for (const binding of this.#inOrderOfNeed()) {
      const value = binding.value();
      if (value.kind === "definition" && value.scope !== this.context.scope) readByItself(value, this.context);
      if (value.kind === "open network") readByItself({ definition: value.network, scope: value.scope }, this.context);
    }
    for (const list of [this.data, this.noises, this.states]) list.sort((a, b) => a.span.start - b.span.start);
  }

  /** What a declaration mentions before itself, so that a long chain of them does not go down the stack. A cycle stands in some order. */
  #inOrderOfNeed(): Binding[] {
    const byName = new Map(this.#bindings.map((binding) => [binding.name, binding]));
    const order = new Set<Binding>();
    const entered = new Set<Binding>();
    for (const root of this.#bindings) {
      const stack = [root];
      for (let binding = stack.at(-1); binding; binding = stack.at(-1)) {
        const needed = entered.has(binding) ? [] : [...mentionsIn(this.#trees.get(binding))].flatMap((name) => byName.get(name) ?? []);
        const waiting = needed.filter((other) => !entered.has(other));
        entered.add(binding);
        if (waiting.length > 0) stack.push(...waiting);
        else {
          stack.pop();
          order.add(binding);
        }
      }
    }
    return [...order];
  }

  hypers(): ReadonlyMap<string, number> {
    return new Map(this.#bindings.flatMap(({ name }) => [...this.#hypers].filter(([hyper]) => hyper === name)));
  }

  /** What is declared here, and as what it is written. */
  get trees(): ReadonlyMap<Binding, Tree> {
    return this.#trees;
  }

  find(name: string): { readonly binding: Binding; readonly tree: Tree } | undefined {
    const binding = this.context.scope.own(name);
    const tree = binding && this.#trees.get(binding);
    return binding && tree && { binding, tree };
  }

  /** Its own that were asked for, in the order of the file. */
  networks(): Signature[] {
    return this.#bindings.flatMap(({ name }) => this.#signatures.get(name) ?? []);
  }
}
