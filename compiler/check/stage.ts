/** What follows an arrow: `x -> f(a)` is `f(x, a)`. */

import type { Expression, If, Pipe, Repeated } from "../../grammar/syntax.js";
import { call } from "./call.js";
import { type Context, fail } from "./context.js";
import { elaborate, elaborateCondition } from "./expression.js";
import { givenOf, givenValue } from "./given.js";
import { constantOf, describeVarying, unknown, type Value } from "./value.js";

/** No program has as many stages; a count that is a slip of the fingers should not take the machine with it. */
const mostRepeats = 1000;

/** A value on its way, and what it was written as. */
interface Piped {
  readonly value: Value;
  readonly expression: Expression;
}

export function elaboratePipe({ value, stage }: Pipe, context: Context): Value {
  return applyStage({ value: elaborate(value, context), expression: value }, stage, context);
}

function applyStage(piped: Piped, stage: Expression, context: Context): Value {
  switch (stage.kind) {
    case "name":
      return call(stage, [givenValue(piped.value, piped.expression, stage.span)], stage.span, context);
    case "call": {
      const first = givenValue(piped.value, piped.expression, stage.span);
      return call(stage.callee, [first, ...givenOf(stage.arguments, (expression) => elaborate(expression, context))], stage.span, context);
    }
    case "group":
      return applyStage(piped, stage.inner, context);
    case "pipe":
      return applyStage({ value: applyStage(piped, stage.value, context), expression: stage.value }, stage.stage, context);
    case "repeated":
      return repeatStage(piped, stage, context);
    case "if":
      return chooseStage(piped, stage, context);
    default:
      throw new TypeError(`the parser lets no ${stage.kind} stand behind an arrow`);
  }
}

function repeatStage(piped: Piped, { count, stage }: Repeated, context: Context): Value {
  const given = elaborate(count, context);
  if (given.kind === "unknown") return unknown;
  const times = constantOf(given);
  if (times === undefined || !Number.isInteger(times) || times < 0 || times > mostRepeats) {
    const wanted = `repeat takes a whole number up to ${mostRepeats} that is known when compiling`;
    return fail(context, { code: times === undefined ? "constant/needed" : "value/size", message: `${wanted}, and ${describeVarying(given)}`, span: count.span });
  }
  let { value, expression } = piped;
  for (let i = 0; i < times && value.kind !== "unknown"; i++) {
    value = applyStage({ value, expression }, stage, context);
    expression = stage;
  }
  return value;
}

/** `x -> if deep then f else g` is `if deep then (x -> f) else (x -> g)`. */
function chooseStage(piped: Piped, stage: If, context: Context): Value {
  return elaborateCondition(stage, (branch) => applyStage(piped, branch, context), context);
}
