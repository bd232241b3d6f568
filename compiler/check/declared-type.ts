/** Types as they are written: `[1, 28, 28]`, `class[10]`, `(validity: [1], label: [10])`. Sizes are constant expressions. */

import type { TypeExpression } from "../../grammar/syntax.js";
import { type RecordType, tensor, type TensorType, type ValueType } from "../library/type.js";
import { constantCount } from "./constants.js";
import { type Context, fail } from "./context.js";
import { duplicate } from "./names.js";

/** Of a network's output. `undefined` after a mistake, which was told. */
export function declaredType(type: TypeExpression, context: Context): ValueType | undefined {
  if (type.kind !== "outputs") return declaredTensor(type, context);
  const fields = type.fields.flatMap(({ name, type: written }, i): RecordType["fields"][number][] => {
    const before = type.fields.slice(0, i).find((field) => field.name.name === name.name);
    if (before) fail(context, duplicate(name.name, name.span, before.name.span));
    const found = declaredTensor(written, context);
    return found && !before ? [{ name: name.name, type: found }] : [];
  });
  return fields.length === type.fields.length ? { kind: "record", fields } : undefined;
}

/** Of a batched value. */
export function declaredTensor(type: TypeExpression, context: Context): TensorType | undefined {
  if (type.kind === "outputs") {
    fail(context, { code: "type/outputs", message: "several outputs are what a network gives, and stand nowhere else", span: type.span });
    return undefined;
  }
  if (type.kind === "class") {
    const classes = constantCount(type.count, "the number of classes", 1, context);
    return classes === undefined ? undefined : { ...tensor([], true, "i32"), classes };
  }
  const sizes = type.sizes.map((size) => constantCount(size, "a size", 1, context));
  const known = sizes.filter((size) => size !== undefined);
  return known.length === sizes.length ? tensor(known, true) : undefined;
}
