/** Programs that are nothing but their data. */

import { type DataInput, FORMAT, type Program } from "../../runtime/program.js";

/** Each input is `x: [2]` but for what is said of it. */
export function programWith(...inputs: readonly Partial<DataInput>[]): Program {
  return { format: FORMAT, version: "test", name: "Data", batch: 4, slots: [], slotBytes: 256, shared: "", kernels: [], graphs: {}, schedule: [], samples: [], networks: [], inputs: inputs.map(dataInput) };
}

export function dataInput(input: Partial<DataInput>): DataInput {
  return { kind: "data", name: "x", dtype: "f32", shape: [2], group: 0, ...input };
}

export function classInput(classes: number): Partial<DataInput> {
  return { name: "y", dtype: "i32", shape: [], classes };
}
