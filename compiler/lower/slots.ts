/**
 * The slots of a program, in the order of memory: the weights of each network and then its statistics, states, what is
 * remembered, running averages of networks, moments, counters. What an optimiser walks together is one run. Moments and
 * counters are there when some graph asked for them.
 */

import { counters } from "../../runtime/program.js";
import type { CheckedNetwork, CheckedProgram, Weight } from "../check/program.js";
import type { Node } from "../ir/node.js";
import { IrError } from "../ir/op.js";
import type { Type } from "../ir/type.js";
import { slot } from "../ops/index.js";
import type { LoweredSlot } from "./program.js";

const zero = { kind: "constant", value: 0 } as const;
const counter: Type = { dtype: "i32", shape: [] };
const number: Type = { dtype: "f32", shape: [] };

export type Counter = keyof typeof counters;

export class SlotTable {
  private readonly lasting: LoweredSlot[] = [];
  private readonly moments = new Map<string, LoweredSlot>();
  private readonly counted = new Set<Counter>();
  private readonly nodes = new Map<string, Node>();

  constructor(program: CheckedProgram) {
    for (const network of program.networks) this.addNetwork(network);
    for (const { name, type, initial } of program.states) this.add({ name, role: "state", type: { dtype: type.dtype, shape: type.shape }, initial: { kind: "constant", value: initial } });
    for (const memory of program.memories) this.add(lasting(memory, memory.name));
  }

  private add(slotOf: LoweredSlot): void {
    this.lasting.push(slotOf);
    this.nodes.set(slotOf.name, slot(slotOf.name, slotOf.type));
  }

  private addNetwork(network: CheckedNetwork): void {
    for (const weight of byRole(network, "weight")) this.add(lasting(weight, weight.name, network.name, `weights ${network.name}`));
    for (const statistic of byRole(network, "statistic")) this.add(lasting(statistic, statistic.name, network.name));
  }

  /** The slots of `average NETWORK as NAME`: the network's own weights, those that it calls, and their statistics. Until the first average it is the network as that starts. */
  addAverage(average: string, networks: readonly CheckedNetwork[]): void {
    const weights = networks.flatMap((network) => byRole(network, "weight"));
    const statistics = networks.flatMap((network) => byRole(network, "statistic"));
    const averagedNetwork = networks[0].name;
    for (const weight of weights) this.add(lasting({ ...weight, initial: this.#sameAs(weight) }, averagedName(average, averagedNetwork, weight), average, `weights ${average}`));
    for (const statistic of statistics) this.add(lasting(statistic, averagedName(average, averagedNetwork, statistic), average));
    this.add({ name: averageCounter(average), role: "state", type: number, initial: zero });
  }

  #sameAs({ name, initial }: Weight): Weight["initial"] {
    const isRandom = initial.kind === "uniform" || initial.kind === "normal";
    return isRandom ? { ...initial, as: this.lasting.findIndex((slot) => slot.name === name) } : initial;
  }

  /** A weight, statistic or state, or what is remembered. */
  named(name: string): Node {
    const node = this.nodes.get(name);
    if (!node) throw new IrError(`there is no slot ${name}`);
    return node;
  }

  /** A moment or scalar that an optimiser keeps; it starts at 0. */
  moment(name: string, run: string, type: Type): Node {
    if (!this.moments.has(name)) this.moments.set(name, { name, role: "moment", run, type, initial: zero });
    return slot(name, type);
  }

  counter(name: Counter): Node {
    this.counted.add(name);
    return slot(counters[name], counter);
  }

  needs(name: Counter): boolean {
    return this.counted.has(name);
  }

  /** In the order of memory. */
  list(): readonly LoweredSlot[] {
    const order: readonly Counter[] = ["seed", "draw", "iteration", "epoch"];
    const counting = order.filter((name) => this.counted.has(name)).map((name): LoweredSlot => ({ name: counters[name], role: "counter", type: counter, initial: zero }));
    return [...this.lasting, ...this.moments.values(), ...counting];
  }
}

export function byRole(network: CheckedNetwork, role: "weight" | "statistic"): readonly Weight[] {
  return network.weights.filter((weight) => weight.spec.role === role);
}

function lasting({ spec, initial }: Weight, name: string, network?: string, run?: string): LoweredSlot {
  const role = spec.role === "memory" ? "state" : spec.role;
  return { name, role, ...(network !== undefined && { network }), ...(run !== undefined && { run }), type: { dtype: "f32", shape: spec.shape }, initial };
}

/** `G_avg.linear1.weight` for G's own, `G_avg.H.linear1.weight` for that of a network which G calls. */
export function averagedName(average: string, network: string, weight: Weight): string {
  return weight.network === network ? `${average}${weight.name.slice(network.length)}` : `${average}.${weight.name}`;
}

/** 1 once the average has been taken, 0 before: the first one is a copy. */
export function averageCounter(average: string): string {
  return `${average}.started`;
}
