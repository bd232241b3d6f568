/** What runs after training: samples in evaluation mode from given noise, and the graph that draws noise for them. */

import type { CheckedProgram } from "../check/program.js";
import type { Graph } from "../ir/graph.js";
import { IrError } from "../ir/op.js";
import { data } from "../ops/index.js";
import { drawnNoise, givenNoise, GraphLowering } from "./graph.js";
import { controls } from "./inputs.js";
import type { SlotTable } from "./slots.js";

/** Running statistics, no dropout; noise and data are inputs. */
export function lowerSample(name: string, term: CheckedProgram["samples"][number]["term"], program: CheckedProgram, slots: SlotTable): Graph {
  const lowering = new GraphLowering({
    program,
    slots,
    training: false,
    randomness() {
      throw new IrError("a sample draws nothing of its own");
    },
    noise: givenNoise,
  });
  return { name: `sample ${name}`, assignments: [], outputs: [{ name: `sample.${name}`, value: lowering.node(term) }] };
}

/** A fresh draw of every noise, by name, from a seed and the number of the draw. */
export function lowerDraw(program: CheckedProgram): Graph {
  const outputs = program.noises.map((noise) => ({ name: noise.name, value: drawnNoise(noise, { randomness: givenRandomness }) }));
  return { name: "draw", assignments: [], outputs };
}

/** The control inputs `draw.seed` and `draw.number`. */
export function givenRandomness() {
  const type = { dtype: "i32", shape: [] } as const;
  return { seed: data(controls.seed, type), draw: data(controls.number, type) };
}
