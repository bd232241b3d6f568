/** The newest weights in a run's folder: those of its last checkpoint, or those that it left when it ended. */

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Metadata, type Tensors, readSafetensors } from "../runtime/safetensors.js";
import { checkpointName } from "./checkpoint.js";
import { readBytes } from "./files.js";
import { duration } from "./progress.js";

export const weightsName = "weights.safetensors";

export interface Weights {
  readonly path: string;
  readonly tensors: Tensors;
  readonly metadata: Metadata;
}

export function readWeights(path: string): Weights {
  return { path, ...readSafetensors(readBytes(path)) };
}

/** Of which iteration they are, where they say so. How old they are tells whether a run that has begun since has left any. */
export function described({ path, metadata: { iteration } }: Weights): string | undefined {
  return iteration === undefined ? undefined : `as it was after iteration ${iteration}: ${path}, written ${duration((Date.now() - statSync(path).mtimeMs) / 1000)} ago`;
}

/** Undefined where the folder has none. */
export function latestIn(folder: string): Weights | undefined {
  const [checkpoint, weights] = [checkpointName, weightsName].map((name) => join(folder, name)).map((path) => (existsSync(path) ? readWeights(path) : undefined));
  return checkpoint && weights ? newer(checkpoint, weights) : (checkpoint ?? weights);
}

/** A run that ends writes its weights right after a checkpoint of the same iteration: of another, they are what an earlier run left, or this one before it was resumed. */
function newer(checkpoint: Weights, weights: Weights): Weights {
  const [stood, ended] = [checkpoint, weights].map(({ metadata }) => metadata.iteration);
  if (stood !== undefined && ended !== undefined && stood !== ended) return checkpoint;
  return statSync(weights.path).mtimeMs < statSync(checkpoint.path).mtimeMs ? checkpoint : weights;
}
