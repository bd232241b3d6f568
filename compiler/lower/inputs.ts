/** What a program is given from outside: data, noise where it isn't drawn, and the controls of a draw. */

import type { ControlInput, Input } from "../../runtime/program.js";
import type { CheckedProgram } from "../check/program.js";
import { IrError } from "../ir/op.js";
import type { TensorType } from "../library/type.js";

export const controls = { seed: "draw.seed", number: "draw.number" } as const;

export function inputsOf(program: CheckedProgram): readonly Input[] {
  const data = program.data.map(({ name, type, range, group }): Input => ({ kind: "data", name, ...sampleShape(type), ...(range && { range }), group }));
  const noises = program.noises.map(({ name, type, distribution, arguments: parameters }): Input => ({
    kind: "noise",
    name,
    ...sampleShape(type),
    distribution: `${distribution.name}(${parameters.join(", ")})`,
  }));
  return [...data, ...noises, ...Object.values(controls).map(control)];
}

/** What the runtime knows of a value that it is given, of one sample. */
export function sampleShape({ dtype, shape, classes }: TensorType) {
  const sizes = shape.map((dim) => {
    if (typeof dim !== "number") throw new IrError("the shape of one sample holds the batch");
    return dim;
  });
  return { dtype, shape: sizes, ...(classes !== undefined && { classes }) };
}

function control(name: string): ControlInput {
  return { kind: "control", name, dtype: "i32", shape: [] };
}
