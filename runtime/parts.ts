/** What only some programs need. A module imports what its own does, so that a bundler leaves out the rest; who loads any program takes everything. */

import { type FrozenPart, frozen } from "./frozen.js";
import type { Scalar } from "./program.js";
import { type Clock, scalarAt } from "./scalar.js";

export interface Parts {
  readonly frozen?: FrozenPart;
  readonly scalarAt?: (scalar: Scalar, clock: Clock) => number;
}

export const everything: Required<Parts> = { frozen, scalarAt };
