/** `grad(s, v)`: an ordinary value of the shape of v. */

import type { Span } from "../../grammar/source.js";
import { match } from "./arguments.js";
import type { Given } from "./call.js";
import { type Context, fail, placeIn } from "./context.js";
import { dependsOn, differentiablyDependsOn } from "./reach.js";
import { type Value, describe, isTerm, unknown } from "./value.js";

export function elaborateGradient(given: readonly Given[], span: Span, context: Context): Value {
  const matched = match("grad", [{ name: "s" }, { name: "v" }], given, span, context);
  if (!matched) return unknown;
  const [[s], [v]] = matched;
  const [scalar, of] = [s.value(), v.value()];
  if (scalar.kind === "unknown" || of.kind === "unknown") return unknown;
  if (!isTerm(scalar) || scalar.type.kind !== "tensor" || scalar.type.shape.length > 0 || scalar.type.batched || scalar.type.dtype !== "f32") {
    return fail(context, { code: "grad/scalar", message: `grad is of one number, and this is ${describe(scalar)}`, span: s.span, help: "sum(…) makes one number of it" });
  }
  if (v.expression && v.expression.kind !== "name") {
    return fail(context, { code: "grad/name", message: "grad is taken with respect to a named value", span: v.span, help: "give it a name with let, and use the name in both places" });
  }
  if (!isTerm(of) || of.type.kind !== "tensor" || of.kind === "number" || of.type.dtype !== "f32") {
    return fail(context, { code: "grad/name", message: `grad is taken with respect to a value, and this is ${describe(of)}`, span: v.span });
  }
  if (!dependsOn(scalar, of, context.networks)) {
    return fail(context, { code: "grad/independent", message: `${nameOf(v.span)} does not go into what grad is of, so the gradient would be 0`, span: v.span, related: [{ message: `does not depend on ${nameOf(v.span)}`, span: s.span }] });
  }
  if (!differentiablyDependsOn(scalar, of, context.networks)) {
    return fail(context, { code: "grad/constant", message: `${nameOf(v.span)} goes into it only through operations without a derivative`, span: v.span, related: [{ message: "no derivative leads from here", span: s.span }] });
  }
  return { kind: "gradient", scalar, of, type: of.type, span: placeIn(context, span) };
}

function nameOf(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}
