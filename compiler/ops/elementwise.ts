/** Elementwise operations: equal shapes in, the same shape out; a number among the operands is a constant of that shape. */

import type { Node } from "../ir/node.js";
import { make } from "../ir/node.js";
import { IrError, type Op } from "../ir/op.js";
import { type DType, type Type, sameShape, showType } from "../ir/type.js";
import { constant } from "./sources.js";

export type Operand = Node | number;

export interface ElementwiseRule {
  /** Of the result; the first operand's if left out. */
  readonly dtype?: DType;
  /** What the operands must be; all alike f32 or i32 if left out. */
  readonly operands?: readonly (readonly DType[])[];
  evaluate(...values: number[]): number;
  readonly vjp?: Op["vjp"];
  wgsl(...operands: string[]): string;
  readonly cost?: number;
  readonly support?: readonly string[];
}

const numeric: readonly DType[] = ["f32", "i32"];

/** What a rule says that has no meaning for whole numbers. */
export const real = { dtype: "f32", operands: [["f32"], ["f32"]] } as const satisfies Partial<ElementwiseRule>;

export function elementwiseOp(name: string, rule: ElementwiseRule): Op {
  return {
    name,
    type(inputs) {
      const [first] = inputs;
      inputs.forEach((type, i) => {
        const allowed = rule.operands?.[i] ?? numeric;
        if (!sameShape(type.shape, first.shape) || !allowed.includes(type.dtype)) throw new IrError(`${name} of ${inputs.map(showType).join(" and ")}`);
      });
      return { dtype: rule.dtype ?? resultType(name, inputs, rule), shape: first.shape };
    },
    vjp: rule.vjp,
    evaluate({ inputs, shape }) {
      const out = new Float64Array(shape.reduce((a, b) => a * b, 1));
      const values = inputs.map((input) => input.data);
      const args = values.map(() => 0);
      for (let i = 0; i < out.length; i++) {
        for (let k = 0; k < args.length; k++) args[k] = values[k][i];
        out[i] = rule.evaluate(...args);
      }
      return out;
    },
    lowering: { kind: "elementwise", cost: rule.cost ?? 1, support: rule.support, wgsl: (operands) => rule.wgsl(...operands) },
  };
}

/** Operands of the rule's free positions must agree. */
function resultType(name: string, inputs: readonly Type[], rule: ElementwiseRule): DType {
  const free = inputs.filter((_, i) => !rule.operands?.[i]);
  if (free.some(({ dtype }) => dtype !== free[0].dtype)) throw new IrError(`${name} of ${inputs.map(showType).join(" and ")}`);
  return free[0].dtype;
}

/** Numbers become constants like the first operand that is a node. */
export function operands(...given: readonly Operand[]): Node[] {
  const like = given.find((operand) => typeof operand !== "number");
  if (!like) throw new IrError("an operation of numbers alone has no shape");
  return given.map((operand) => (typeof operand === "number" ? constant(operand, like.type) : operand));
}

/** A builder, which also says which operation it builds: what rewrite rules match on. */
export type Builder<Parameters extends readonly unknown[]> = ((...parameters: Parameters) => Node) & { readonly op: Op };

export function builder<Parameters extends readonly unknown[]>(op: Op, build: (...parameters: Parameters) => Node): Builder<Parameters> {
  return Object.assign(build, { op });
}

export function unary(name: string, rule: ElementwiseRule): Builder<[x: Node]> {
  const op = elementwiseOp(name, rule);
  return builder(op, (x) => make(op, [x]));
}

export function binary(name: string, rule: ElementwiseRule): Builder<[a: Operand, b: Operand]> {
  const op = elementwiseOp(name, rule);
  return builder(op, (a, b) => make(op, operands(a, b)));
}

