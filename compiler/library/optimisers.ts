/**
 * What an optimiser is: a pure function from a weight, its gradient and its moments to new ones, as PyTorch has them. The
 * rules themselves are in `update-rules.ts`.
 */

import type { Node } from "../ir/node.js";

export interface Optimiser {
  readonly name: string;
  /** In positional order. */
  readonly parameters: readonly { readonly name: string; readonly default?: number }[];
  /**
   * Slots that it keeps for each weight, of the weight's shape, starting at 0: `first`, `second`. What an argument makes
   * superfluous (a momentum that is the constant 0) is left out; `constant` knows the arguments that are numbers.
   */
  moments(constant: (argument: string) => number | undefined): readonly string[];
  /** f32 scalars that it keeps once for all the weights it moves, starting at 0: step counts, bias corrections. */
  readonly scalars: readonly string[];
  /** The scalars after one more step. */
  advance?(scalars: Scalars, given: Scalars): Scalars;
  update(context: UpdateContext): Update;
}

/** f32[] nodes by name. */
export type Scalars = { readonly [name: string]: Node };

export interface UpdateContext {
  readonly weight: Node;
  readonly gradient: Node;
  /** Those that `moments` named. */
  readonly moments: { readonly [name: string]: Node };
  /** Already advanced to this step. */
  readonly scalars: Scalars;
  readonly arguments: Scalars;
}

export interface Update {
  readonly weight: Node;
  readonly moments: { readonly [name: string]: Node };
}
