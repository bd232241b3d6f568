/** The top level of a file (or of the prelude): every declaration as a binding, worked out when it is first needed. */

import type { Data, Declaration, Expression, Hyper, Network, Noise, State, Statement } from "../../grammar/syntax.js";
import { nearest } from "../../grammar/nearest.js";
import type { Span } from "../../grammar/source.js";
import { Mistake } from "../library/builtin.js";
import { distributions } from "../library/index.js";
import type { TensorType } from "../library/type.js";
import { tensor } from "../library/type.js";
import { type Context, fail } from "./context.js";
import { declaredRange, declaredTensor } from "./declared-type.js";
import { duplicate, elaborate } from "./expression.js";
import { signatureOf } from "./network.js";
import type { DataDeclaration, NamedTerm, NoiseDeclaration, StateDeclaration } from "./program.js";
import { type Binding, lazily } from "./scope.js";
import { type Signature, type Value, constantOf, describe, isTerm, numberTerm, unknown } from "./value.js";

export class Declarations {
  readonly context: Context;
  name: string | undefined;
  readonly hypers = new Map<string, number>();
  readonly data: DataDeclaration[] = [];
  readonly noises: NoiseDeclaration[] = [];
  readonly states: StateDeclaration[] = [];
  readonly #bindings: Binding[] = [];
  readonly #signatures = new Map<string, Signature>();
  readonly #named = new Map<string, { kind: "metric" | "sample" | "let"; expression: Expression; name: string; span: Span }>();
  /** Names on the way: what asks for what, for the mistake of a cycle. */
  readonly #asking: string[] = [];
  #groups = 0;

  constructor(
    context: Context,
    private readonly overrides: ReadonlyMap<string, number>,
  ) {
    this.context = { ...context, networks: this.#signatures };
  }

  declare(declarations: readonly Declaration[]): void {
    const seen = new Map<Declaration["kind"], Span>();
    for (const declaration of declarations) {
      if (declaration.kind === "gan" || declaration.kind === "train") {
        const before = seen.get(declaration.kind);
        if (before) fail(this.context, duplicate(declaration.kind, declaration.span, before));
        else seen.set(declaration.kind, declaration.span);
      }
      this.#declareOne(declaration);
    }
  }

  #declareOne(declaration: Declaration): void {
    switch (declaration.kind) {
      case "gan":
        this.name = declaration.name.name;
        return;
      case "import":
        fail(this.context, { code: "unsupported/import", message: "this version does not compile import", span: declaration.span, help: "write the definitions into this file" });
        // What they would have been is unknown, and nothing more is said of it.
        for (const { name, span } of declaration.names) this.#bind({ name, span, what: name, outside: false }, () => unknown);
        return;
      case "hyper":
        for (const item of declaration.items) this.#declareHyper(item);
        return;
      case "data":
        this.#declareData(declaration);
        return;
      case "noise":
        this.#bind({ name: declaration.name.name, span: declaration.name.span, what: `noise ${declaration.name.name}`, outside: true }, () => this.#noise(declaration));
        return;
      case "network":
        this.#declareNetwork(declaration);
        return;
      case "def":
        this.#bind({ name: declaration.name.name, span: declaration.name.span, what: `the definition ${declaration.name.name}`, outside: false }, () => ({ kind: "definition", definition: declaration, scope: this.context.scope }));
        return;
      case "let":
        this.#bind({ name: declaration.name.name, span: declaration.name.span, what: `let ${declaration.name.name}`, outside: true }, () => elaborate(declaration.value, this.context));
        this.#keep("let", declaration.name.name, declaration.name.span, declaration.value);
        return;
      case "state":
        this.#bind({ name: declaration.name.name, span: declaration.name.span, what: `state ${declaration.name.name}`, outside: true }, () => this.#state(declaration));
        return;
      case "metric":
      case "sample":
        this.#keep(declaration.kind, declaration.name.name, declaration.name.span, declaration.value);
        return;
      case "train":
        this.#declareAverages(declaration.statements);
        return;
      case "loss":
        return;
    }
  }

  #bind(about: Omit<Binding, "value">, compute: () => Value): void {
    const ask = (): Value => {
      this.#asking.push(about.name);
      const value = compute();
      this.#asking.pop();
      return value;
    };
    const binding = lazily(about, ask, () => this.#cycle(about));
    const before = this.context.scope.declare(binding);
    if (before) fail(this.context, duplicate(about.name, about.span, before.span));
    else this.#bindings.push(binding);
  }

  #cycle({ name, span, what }: Omit<Binding, "value">): Value {
    const cycle = [...this.#asking.slice(this.#asking.indexOf(name)), name];
    return fail(this.context, { code: "name/cycle", message: `${what} depends on itself: ${cycle.join(" → ")}`, span });
  }

  #keep(kind: "metric" | "sample" | "let", name: string, span: Span, expression: Expression): void {
    const key = `${kind} ${name}`;
    const before = this.#named.get(key);
    if (before && kind !== "let") fail(this.context, duplicate(key, span, before.span));
    this.#named.set(key, { kind, expression, name, span });
  }

  #declareHyper({ name, value, span }: Hyper["items"][number]): void {
    this.#bind({ name: name.name, span: name.span, what: `hyper ${name.name}`, outside: false }, () => {
      const given = this.overrides.get(name.name);
      const elaborated = elaborate(value, this.context);
      const number = given ?? constantOf(elaborated);
      if (elaborated.kind === "unknown") return unknown;
      if (number === undefined) return fail(this.context, { code: "constant/needed", message: `a hyper is a number that is known when compiling, and ${name.name} is ${describe(elaborated)}`, span: value.span });
      this.hypers.set(name.name, number);
      return given === undefined ? elaborated : numberTerm(number, span);
    });
  }

  #declareData({ items }: Data): void {
    const group = this.#groups++;
    for (const { name, type, range, span } of items) {
      this.#bind({ name: name.name, span: name.span, what: `data ${name.name}`, outside: true }, () => {
        const found = declaredTensor(type, this.context);
        const scaled = range && declaredRange(range.low, range.high, range.span, this.context);
        if (range && found?.classes !== undefined) return fail(this.context, { code: "data/range", message: `${name.name} is a class, and classes have no range`, span: range.span });
        if (!found || (range && !scaled)) return unknown;
        this.data.push({ name: name.name, type: found, range: scaled || undefined, group, span });
        return { kind: "data", name: name.name, type: found, span: name.span };
      });
    }
  }

  #noise({ name, type, distribution: call, span }: Noise): Value {
    const found = declaredTensor(type, this.context);
    const distribution = distributions.get(call.callee.name);
    if (!distribution) {
      const near = nearest(call.callee.name, distributions.keys());
      return fail(this.context, { code: "noise/distribution", message: `there is no distribution ${call.callee.name}; there are ${[...distributions.keys()].join(", ")}`, span: call.callee.span, help: near && `did you mean ${near}?` });
    }
    const values = call.arguments.map(({ value }) => elaborate(value, this.context));
    if (!found || values.some((value) => value.kind === "unknown")) return unknown;
    const numbers = values.map(constantOf);
    if (numbers.length !== distribution.parameters.length || numbers.some((number) => number === undefined)) {
      return fail(this.context, { code: "noise/distribution", message: `${distribution.name} takes ${distribution.parameters.join(" and ")}, numbers that are known when compiling`, span: call.span });
    }
    if ((found.classes !== undefined) !== (distribution.dtype === "i32")) {
      return fail(this.context, { code: "noise/distribution", message: found.classes === undefined ? `${distribution.name} draws classes, and ${name.name} is none` : `${name.name} is a class, and ${distribution.name} draws numbers`, span: call.span, help: found.classes === undefined ? "a noise: class[k] takes it" : `~ categorical(${found.classes})` });
    }
    try {
      distribution.check(numbers as number[], found.classes);
    } catch (mistake) {
      if (!(mistake instanceof Mistake)) throw mistake;
      return fail(this.context, { code: mistake.code, message: mistake.message, span: call.span });
    }
    this.noises.push({ name: name.name, type: found, distribution, arguments: numbers as number[], span });
    return { kind: "noise", name: name.name, type: found, span: name.span };
  }

  #declareNetwork(network: Network): void {
    const { name } = network;
    this.#bind({ name: name.name, span: name.span, what: `network ${name.name}`, outside: false }, () => {
      const signature = signatureOf(network, this.context);
      if (!signature) return unknown;
      this.#signatures.set(name.name, signature);
      return { kind: "network", signature };
    });
  }

  #state({ name, shape, value, span }: State): Value {
    const declared: TensorType | undefined = shape ? declaredTensor(shape, this.context) : tensor([], false);
    const initial = elaborate(value, this.context);
    if (!declared || initial.kind === "unknown") return unknown;
    const number = constantOf(initial);
    if (number === undefined) return fail(this.context, { code: "constant/needed", message: `a state starts as a number that is known when compiling, and ${name.name} as ${describe(initial)}`, span: value.span });
    const type = { ...declared, batched: false };
    this.states.push({ name: name.name, type, initial: number, span });
    return { kind: "state", name: name.name, type, span: name.span };
  }

  /** `average G as G_avg` declares a network. */
  #declareAverages(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.kind === "repeat" || statement.kind === "every") this.#declareAverages(statement.statements);
      if (statement.kind !== "average") continue;
      const { network, as } = statement;
      this.#bind({ name: as.name, span: as.span, what: `the average ${as.name}`, outside: false }, () => {
        const of = this.context.scope.find(network.name)?.value();
        return of?.kind === "network" ? { ...of, averaged: as.name } : unknown;
      });
    }
  }

  elaborateAll(): void {
    for (const binding of this.#bindings) binding.value();
    for (const signature of this.networks()) signature.checked();
    const order = new Map(this.#bindings.map(({ name }, i) => [name, i]));
    const inFileOrder = (a: { name: string }, b: { name: string }): number => order.get(a.name)! - order.get(b.name)!;
    for (const list of [this.data, this.noises, this.states]) list.sort(inFileOrder);
  }

  networks(): Signature[] {
    return this.#bindings.flatMap((binding) => this.#signatures.get(binding.name) ?? []);
  }

  /** Metrics, samples or lets, as values. A let that is no value (a network under another name) is left out. */
  named(kind: "metric" | "sample" | "let"): NamedTerm[] {
    return [...this.#named.values()].filter((one) => one.kind === kind).flatMap(({ name, span, expression }): NamedTerm[] => {
      const value = kind === "let" ? this.context.scope.find(name)!.value() : elaborate(expression, this.context);
      if (value.kind === "unknown") return [];
      const single = isTerm(value) && value.type.kind === "tensor";
      if (kind === "metric" && !(single && value.type.kind === "tensor" && value.type.shape.length === 0 && !value.type.batched)) {
        fail(this.context, { code: "metric/scalar", message: `a metric is one number, and ${name} is ${describe(value)}`, span: expression.span, help: "mean(…) makes one number of it" });
        return [];
      }
      if (kind === "sample" && !(single && value.type.kind === "tensor" && value.type.batched)) {
        fail(this.context, { code: "sample/batch", message: `a sample is made anew for each noise, and ${name} is ${describe(value)}`, span: expression.span });
        return [];
      }
      return single ? [{ name, term: value, span }] : [];
    });
  }
}
