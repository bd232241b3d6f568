/** Update rules of the optimisers, as PyTorch has them: each a pure function from a weight, its gradient and its moments to new ones. */

import type { Node } from "../ir/node.js";

export interface Optimiser {
  readonly name: string;
  /** In positional order. */
  readonly parameters: readonly { readonly name: string; readonly default?: number }[];
  /** Slots that it keeps for each weight, of the weight's shape, starting at 0: `first`, `second`. */
  readonly moments: readonly string[];
  /** Whether it counts its steps (bias correction). */
  readonly counts: boolean;
  update(context: UpdateContext): Update;
}

export interface UpdateContext {
  readonly weight: Node;
  readonly gradient: Node;
  readonly moments: { readonly [name: string]: Node };
  /** f32 scalar: which step this is, from 1; only where `counts`. */
  readonly step?: Node;
  /** f32 scalars. */
  readonly arguments: { readonly [name: string]: Node };
}

export interface Update {
  readonly weight: Node;
  readonly moments: { readonly [name: string]: Node };
}
