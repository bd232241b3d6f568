/** What a section of the bench is given. */

import type { Child } from "./child.js";
import type { Adapter, Peak, PeakStarted } from "./protocol.js";
import type { Pace } from "./race.js";

export interface Bench {
  readonly adapter: Adapter;
  /** Measures what the adapter can do, whenever it is asked. */
  readonly machine: Child<PeakStarted, Peak>;
  readonly pace: Pace;
  print(line: string): void;
}

export type Section = (bench: Bench) => Promise<void>;
