/** `grad(s, v)`: an ordinary value of the shape of v. */

import type { Span } from "../../grammar/source.js";
import { match } from "./arguments.js";
import { type Context, fail, placeIn } from "./context.js";
import { type Given, ungrouped } from "./given.js";
import type { Term } from "./program.js";
import { dependsOn } from "./reach.js";
import { describe, isOneNumber, isTerm, oneNumberOf, textOf, unknown, type Value } from "./value.js";

export function elaborateGradient(given: readonly Given[], span: Span, context: Context): Value {
  const matched = match("grad", [{ name: "s" }, { name: "v" }], given, span, context);
  if (!matched) return unknown;
  const [[s], [v]] = matched;
  const [scalar, of] = [s.value(), v.value()];
  if (scalar.kind === "unknown" || of.kind === "unknown") return unknown;
  if (!isOneNumber(scalar)) {
    return fail(context, { code: "grad/scalar", message: `grad is taken of one number, and this is ${describe(scalar)}`, span: s.span, label: describe(scalar), help: oneNumberOf("sum", scalar) });
  }
  if (v.expression && ungrouped(v.expression).kind !== "name") {
    return fail(context, { code: "grad/name", message: "grad is taken with respect to a named value", span: v.span, help: "give it a name with let, and use the name in both places" });
  }
  if (!isTerm(of) || of.type.kind !== "tensor" || of.kind === "number" || of.type.dtype !== "f32") {
    return fail(context, { code: "grad/name", message: `grad is taken with respect to a value that can vary, and ${textOf(v.span)} is ${describe(of)}`, span: v.span });
  }
  return reaches(scalar, of, s.span, v.span, context) ? { kind: "gradient", scalar, of, type: of.type, span: placeIn(context, span) } : unknown;
}

function reaches(scalar: Term, of: Term, scalarSpan: Span, span: Span, context: Context): boolean {
  if (dependsOn(scalar, of, "derivative", context.networks)) return true;
  const name = textOf(span);
  if (dependsOn(scalar, of, "any", context.networks)) {
    fail(context, {
      code: "grad/constant",
      message: `${textOf(scalarSpan)} depends on ${name} only through operations without a derivative`,
      span: scalarSpan,
      related: [{ message: `no derivative leads to ${name}`, span }],
      help: "floor, round, sign, comparisons, classes and stop have none",
    });
  } else {
    fail(context, { code: "grad/independent", message: `${textOf(scalarSpan)} does not depend on ${name}`, span, label: "the gradient would be 0", related: [{ message: `no ${name} in here`, span: scalarSpan }] });
  }
  return false;
}
