/** What is computed is float32, while constants are folded in float64: what stays of them in the program must be finite in float32 too. */

import type { Span } from "../../grammar/source.js";
import { isFloat32 } from "../ir/type.js";
import { type Context, fail } from "./context.js";
import type { Value } from "./value.js";

/** Tells of a number whose nearest float32 is infinite. `what`: the number in a reader's words. */
export function refuseInfinite(number: number, span: Span, context: Context, what = String(number)): boolean {
  if (isFloat32(number)) return false;
  fail(context, { code: "value/number", message: `${what} is no finite number in float32`, span, help: "write one between -3.4e38 and 3.4e38" });
  return true;
}

/** The same of a value, where it is a constant. */
export function refuseInfiniteValue(value: Value, span: Span, context: Context): boolean {
  return value.kind === "number" && refuseInfinite(value.value, span, context);
}
