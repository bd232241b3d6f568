/** The schedule: which losses are stepped by which optimisers, how often, and what else is done to weights and states. */

import type { Average, Clip, Expression, Identifier, Statement, Train } from "../../grammar/syntax.js";
import { constantCount, constantRange } from "./constants.js";
import { type Context, fail } from "./context.js";
import { elaborate } from "./expression.js";
import { refuseFrozen } from "./frozen.js";
import type { Losses } from "./losses.js";
import { offer } from "./names.js";
import { namesOfNetworks, networkNamed } from "./network-names.js";
import type { CheckedStatement, CheckedTrain, StateDeclaration } from "./program.js";
import { scalarOf } from "./scalar.js";
import { checkSet, checkStep } from "./step.js";
import type { Scalar } from "../../runtime/program.js";
import { constantOf, describe, isBoolean, isOneNumber, isSingle, textOf } from "./value.js";

export interface ScheduleContext {
  readonly context: Context;
  readonly losses: Losses;
  readonly states: ReadonlyMap<string, StateDeclaration>;
}

/** `undefined` where there is a mistake, which was told. */
export function checkTrain({ batch, statements }: Train, schedule: ScheduleContext): CheckedTrain | undefined {
  const size = constantCount(batch, "the batch", 1, schedule.context);
  const checked = checkStatements(statements, schedule);
  return size === undefined || !checked ? undefined : { batch: size, statements: checked };
}

function checkStatements(statements: readonly Statement[], schedule: ScheduleContext): CheckedStatement[] | undefined {
  const checked = statements.map((statement) => checkStatement(statement, schedule));
  const sound = checked.flatMap((statement) => statement ?? []);
  return sound.length === checked.length ? sound : undefined;
}

function checkStatement(statement: Statement, schedule: ScheduleContext): CheckedStatement | undefined {
  const { context } = schedule;
  switch (statement.kind) {
    case "step":
      return checkStep(statement, schedule);
    case "repeat":
    case "every": {
      const count = checkCount(statement.kind, statement.count, context);
      const body = checkStatements(statement.statements, schedule);
      return count === undefined || !body ? undefined : { kind: statement.kind, count, body, span: statement.span };
    }
    case "clip":
      return checkClip(statement, context);
    case "set": {
      const set = checkSet(statement.assignment, schedule);
      return set && { kind: "set", set, span: statement.span };
    }
    case "average":
      return checkAverage(statement, context);
  }
}

/** The host works it out before each iteration, so it is made of numbers and clocks alone. */
function checkCount(word: "repeat" | "every", count: Expression, context: Context): Scalar | undefined {
  const value = elaborate(count, context);
  if (value.kind === "unknown") return undefined;
  const constant = isBoolean(value) ? undefined : constantOf(value);
  if (constant !== undefined) return constantCount(count, `the count of ${word}`, word === "every" ? 1 : 0, context);
  const scalar = isOneNumber(value) ? scalarOf(value) : undefined;
  if (scalar === undefined) {
    const isCondition = isSingle(value) && value.type.dtype === "bool";
    const other = isCondition ? "a condition" : "made of something else";
    const help = isCondition ? `say how often in either case: ${word} if ${textOf(count.span)} then 2 else 1` : undefined;
    fail(context, { code: "schedule/count", message: `${word} takes a number made of hypers, iteration and epoch, and ${textOf(count.span)} is ${other}`, span: count.span, help });
  }
  return scalar;
}

function checkClip({ network, low, high, span }: Clip, context: Context): CheckedStatement | undefined {
  const found = networkOf(network, context);
  const range = constantRange(low, high, context);
  return found === undefined || !range ? undefined : { kind: "clip", network: found, low: range[0], high: range[1], span };
}

/** decay · average + (1 - decay) · weight: between its ends it stays between what it averages. */
function checkAverage({ network, as, decay, span }: Average, context: Context): CheckedStatement | undefined {
  const found = networkOf(network, context);
  const value = elaborate(decay, context);
  if (found === undefined || value.kind === "unknown") return undefined;
  if (!isOneNumber(value)) {
    fail(context, { code: "step/argument", message: `a decay is one number, and this is ${describe(value)}`, span: decay.span });
    return undefined;
  }
  if (value.kind === "number" && (value.value < 0 || value.value > 1)) {
    fail(context, { code: "value/range", message: `a decay is between 0 and 1, and this is ${value.value}`, span: decay.span });
    return undefined;
  }
  return { kind: "average", network: found, as: as.name, decay: value, span };
}

function networkOf({ name, span }: Identifier, context: Context): string | undefined {
  if (refuseFrozen({ name, span }, context)) return undefined;
  if (networkNamed(name, context)) return name;
  const binding = context.scope.find(name);
  const value = binding?.value();
  // What is wrong with it, or could not be read, was told.
  if (value?.kind === "unknown" || (!binding && context.unread.mayDeclare(name, "value"))) return undefined;
  const message = binding && value ? `${binding.what} is no network with weights of its own` : `there is no network ${name}`;
  const related = binding && value ? [{ message: binding.what, span: binding.span }] : [];
  fail(context, { code: "name/network", message, span, related, help: offer(name, namesOfNetworks(context)) });
  return undefined;
}
