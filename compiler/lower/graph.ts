/**
 * One graph being lowered: terms become nodes. Each term is lowered once for each call of the network that it stands in,
 * and a call of the same network on the same arguments is one value, its draws included. The graph knows what surrounds
 * it (training or not, where noise comes from) and which statistics its passes have moved.
 */

import { gradient } from "../autodiff/gradient.js";
import type { BuiltinTerm, CheckedNetwork, CheckedProgram, GradientTerm, NetworkCallTerm, NoiseDeclaration, Term } from "../check/program.js";
import { partsOf } from "../check/reach.js";
import type { Assignment } from "../ir/graph.js";
import { type Node, withOrigin } from "../ir/node.js";
import { IrError } from "../ir/op.js";
import type { Shape } from "../ir/type.js";
import { align } from "../library/align.js";
import type { LowerContext } from "../library/builtin.js";
import { irShape, type TensorType } from "../library/type.js";
import { cast, constant, data, random } from "../ops/index.js";
import { originOf } from "./place.js";
import { averagedName, type SlotTable } from "./slots.js";

/** What differs between the launches of a program. */
export interface Surroundings {
  readonly program: CheckedProgram;
  readonly slots: SlotTable;
  /** Batch statistics and dropout, or running statistics and none. */
  readonly training: boolean;
  /** i32 scalars that every random number of the graph depends on. */
  readonly randomness: () => { readonly seed: Node; readonly draw: Node };
  readonly noise: (declaration: NoiseDeclaration, surroundings: Surroundings) => Node;
}

/** A record is its fields by name. */
type Value = Node | ReadonlyMap<string, Node>;

/** A call of a network: what its body's terms mean there. */
interface Frame {
  readonly network?: CheckedNetwork;
  /** The running average whose weights stand in, and of which network. */
  readonly averaged?: { readonly name: string; readonly network: string };
  /** `#2` for the second call of this network in the graph: its draws are its own. */
  readonly call: string;
  readonly parameters: ReadonlyMap<string, Node>;
  readonly values: Map<Term, Value>;
}

export class GraphLowering {
  private readonly top: Frame = { call: "", parameters: new Map(), values: new Map() };
  private readonly calls = new Map<string, Value>();
  private readonly callCounts = new Map<string, number>();
  private readonly moved = new Map<Node, Node>();
  private unnamedDraws = 0;
  private readonly names: ReadonlyMap<Term, string>;

  constructor(readonly surroundings: Surroundings) {
    const { losses, metrics, values } = surroundings.program;
    this.names = new Map([
      ...values.map(({ term, name }) => [term, name] as const),
      ...metrics.map(({ term, name }) => [term, name] as const),
      ...losses.map(({ term, name }) => [term, `loss.${name}`] as const),
    ]);
  }

  /** The value of a term of the top level. */
  node(term: Term): Node {
    return this.nodeIn(term, this.top);
  }

  /** The assignments of the statistics that passes so far have moved, in the order of first motion. */
  movedStatistics(): readonly Assignment[] {
    return [...this.moved].map(([slot, value]) => ({ slot, value }));
  }

  private nodeIn(term: Term, frame: Frame): Node {
    const value = this.valueIn(term, frame);
    if (isRecord(value)) throw new IrError(`a record stands where a value is meant (${originOf(term.span).text})`);
    return value;
  }

  /** What a term is made of comes first, left to right, without recursion: bodies may be thousands of stages deep. */
  private valueIn(term: Term, frame: Frame): Value {
    for (const part of pendingIn(term, frame.values)) {
      const value = withOrigin(originOf(part.span, this.pathOf(part, frame)), () => this.lowerTerm(part, frame));
      frame.values.set(part, value);
    }
    return found(frame.values.get(term), "a value");
  }

  private pathOf(term: Term, frame: Frame): string | undefined {
    return (term.kind === "builtin" ? term.path : undefined) ?? frame.network?.name ?? this.names.get(term);
  }

  private lowerTerm(term: Term, frame: Frame): Value {
    const { slots, program, noise } = this.surroundings;
    switch (term.kind) {
      case "number":
        return constant(term.value, { dtype: term.type.dtype, shape: [] });
      case "data":
        return data(term.name, { dtype: term.type.dtype, shape: irShape(term.type) });
      case "noise":
        return noise(declared(program.noises, term.name), this.surroundings);
      case "state":
        return slots.named(term.name);
      case "clock":
        return cast(slots.counter(term.name), "f32");
      case "parameter":
        return found(frame.parameters.get(term.name), `parameter ${term.name}`);
      case "builtin":
        return this.lowerBuiltin(term, frame);
      case "call":
        return this.lowerCall(term, frame);
      case "field":
        return this.lowerField(this.valueIn(term.of, frame), term.field);
      case "record":
        return new Map(term.fields.map(({ name, value }) => [name, this.nodeIn(value, frame)]));
      case "gradient":
        return this.lowerGradient(term, frame);
    }
  }

  private lowerBuiltin(term: BuiltinTerm, frame: Frame): Node {
    const inputs = term.inputs.map((input) => this.nodeIn(input, frame));
    const weights = Object.fromEntries(term.weights.map((weight) => [weight.spec.name, this.weight(weight, frame)]));
    return term.builtin.lower({ inputs, types: term.inputs.map(tensorType), type: term.type, options: term.options, weights, context: this.contextOf(term, frame) });
  }

  /** No average is kept of frozen weights. */
  private weight(weight: BuiltinTerm["weights"][number], { averaged, network }: Frame): Node {
    return this.surroundings.slots.named(averaged && !network?.frozen ? averagedName(averaged.name, averaged.network, weight) : weight.name);
  }

  private contextOf(term: BuiltinTerm, frame: Frame): LowerContext {
    const { training, randomness } = this.surroundings;
    let draws = 0;
    return {
      training: training && !frame.network?.frozen,
      random: (distribution, shape) => {
        const layer = term.path ?? `${term.builtin.name}${++this.unnamedDraws}`;
        const again = draws++ === 0 ? "" : `/${draws}`;
        const { seed, draw } = randomness();
        return random({ distribution, stream: `${layer}${frame.call}${again}`, shape }, seed, draw);
      },
      statistic: (slot) => this.moved.get(slot) ?? slot,
      move: (slot, value) => void this.moved.set(slot, value),
    };
  }

  private lowerCall(term: NetworkCallTerm, frame: Frame): Value {
    const network = declared(this.surroundings.program.networks, term.network);
    const parameters = new Map(network.parameters.map((parameter, i) => [parameter.name, this.argument(term.arguments[i], parameter.type, frame)]));
    const averaged = term.averaged !== undefined ? { name: term.averaged, network: network.name } : frame.averaged;
    const name = averaged ? `${averaged.name}.${network.name}` : network.name;
    const key = `${name}(${[...parameters.values()].map(({ id }) => id).join()})`;
    const known = this.calls.get(key);
    if (known) return known;
    const count = (this.callCounts.get(name) ?? 0) + 1;
    this.callCounts.set(name, count);
    const value = this.valueIn(network.body, { network, averaged, call: `#${count}`, parameters, values: new Map() });
    this.calls.set(key, value);
    return value;
  }

  /** What isn't batched goes to every sample. */
  private argument(term: Term, parameter: TensorType, frame: Frame): Node {
    return align(this.nodeIn(term, frame), tensorType(term), parameter);
  }

  private lowerField(value: Value, field: string): Node {
    if (!isRecord(value)) throw new IrError(`a value has no field ${field}`);
    return found(value.get(field), `field ${field}`);
  }

  private lowerGradient(term: GradientTerm, frame: Frame): Node {
    const of = this.nodeIn(term.of, frame);
    const [cotangent] = gradient(this.nodeIn(term.scalar, frame), [of]);
    return cotangent ?? constant(0, of.type);
  }
}

/** The terms without a value that a term needs, parts before wholes, the term itself last. */
function pendingIn(term: Term, values: ReadonlyMap<Term, Value>): readonly Term[] {
  const ordered = new Set<Term>();
  const entered = new Set<Term>();
  const stack = [term];
  for (let next = stack.at(-1); next; next = stack.at(-1)) {
    if (values.has(next) || ordered.has(next) || entered.has(next)) {
      stack.pop();
      if (!values.has(next)) ordered.add(next);
      continue;
    }
    entered.add(next);
    stack.push(...[...partsOf(next)].reverse());
  }
  return [...ordered];
}

function isRecord(value: Value): value is ReadonlyMap<string, Node> {
  return value instanceof Map;
}

export function tensorType({ type }: Term): TensorType {
  if (type.kind === "record") throw new IrError("a record has no shape");
  return type;
}

function declared<T extends { readonly name: string }>(declarations: readonly T[], name: string): T {
  return found(
    declarations.find((declaration) => declaration.name === name),
    name,
  );
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new IrError(`${what} is not there`);
  return value;
}

/** Fresh for every step: from the stream of its name. */
export function drawnNoise({ name, type, distribution, arguments: parameters }: NoiseDeclaration, { randomness }: Pick<Surroundings, "randomness">): Node {
  const { seed, draw } = randomness();
  const shape: Shape = irShape(type);
  return distribution.shape(random({ distribution: distribution.underlying, stream: `noise ${name}`, shape }, seed, draw), parameters);
}

/** From outside: an input of the noise's name. */
export function givenNoise({ name, type }: NoiseDeclaration): Node {
  return data(name, { dtype: type.dtype, shape: irShape(type) });
}
