/** The lowered program: every launch as a graph of pure operations, and the slots that live between launches. */

import type { Graph } from "../ir/graph.js";
import type { Type } from "../ir/type.js";
import type { Frozen, Initialiser, Input, Parameter, Role, Statement } from "../../runtime/program.js";

export interface LoweredProgram {
  readonly name: string;
  readonly batch: number;
  /**
   * In the order of memory. What an optimiser walks together lies together in the same order: the weights of a network,
   * and for each of its moments the moments of that network's weights.
   */
  readonly slots: readonly LoweredSlot[];
  readonly inputs: readonly Input[];
  readonly frozen?: readonly Frozen[];
  readonly graphs: readonly Graph[];
  readonly schedule: readonly Statement[];
  readonly samples: readonly { readonly name: string; readonly graph: string }[];
  /** Left out where nobody calls them from outside. */
  readonly networks?: readonly LoweredNetwork[];
  readonly draw?: string;
}

/** A network alone, in evaluation mode. Its graph reads a parameter as the data `NETWORK.PARAMETER`. */
export interface LoweredNetwork {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly graph: Graph;
}

export interface LoweredSlot {
  readonly name: string;
  readonly role: Role;
  readonly network?: string;
  /** Neighbours with the same run are walked together by an optimiser: `weights G`, `adam D G first`. Statistics and counters have none. */
  readonly run?: string;
  readonly type: Type;
  readonly initial: Initialiser;
}
