/** The schedule: which losses are stepped by which optimisers, how often, and what else is done to weights and states. */

import type { Assignment, Average, Clip, Expression, Statement, Step, Train } from "../../grammar/syntax.js";
import { nearest } from "../../grammar/nearest.js";
import type { Span } from "../../grammar/source.js";
import type { Scalar } from "../../runtime/program.js";
import { optimisers } from "../library/index.js";
import type { Optimiser } from "../library/optimisers.js";
import { match } from "./arguments.js";
import { type Context, fail } from "./context.js";
import { declaredRange } from "./declared-type.js";
import { elaborate, givenOf } from "./expression.js";
import type { CheckedLoss, CheckedSet, CheckedStatement, CheckedTrain, CheckedUpdate, StateDeclaration, Term } from "./program.js";
import { scalarOf } from "./scalar.js";
import { constantOf, describe, isTerm, numberTerm } from "./value.js";

export interface ScheduleContext {
  readonly context: Context;
  /** `undefined` for a loss whose expression is wrong: declared, but not to be used. */
  readonly losses: ReadonlyMap<string, CheckedLoss | undefined>;
  readonly states: ReadonlyMap<string, StateDeclaration>;
}

export function checkTrain(train: Train, schedule: ScheduleContext): CheckedTrain | undefined {
  const { context } = schedule;
  const batch = elaborate(train.batch, context);
  const size = constantOf(batch);
  if (batch.kind !== "unknown" && (size === undefined || !Number.isInteger(size) || size < 1)) {
    fail(context, { code: "value/batch", message: `a batch has a whole number of samples of at least 1, and this is ${describe(batch)}`, span: train.batch.span });
  }
  const statements = checkStatements(train.statements, schedule);
  return size === undefined ? undefined : { batch: size, statements };
}

function checkStatements(statements: readonly Statement[], schedule: ScheduleContext): CheckedStatement[] {
  return statements.flatMap((statement): CheckedStatement[] => {
    const checked = checkStatement(statement, schedule);
    return checked ? [checked] : [];
  });
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
      return count === undefined ? undefined : { kind: statement.kind, count, body, span: statement.span };
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

function checkStep(step: Step, schedule: ScheduleContext): CheckedStatement | undefined {
  const updates = step.updates.map((update) => checkUpdate(update, schedule));
  const seen = new Map<string, Span>();
  for (const { loss } of step.updates) once(loss.name, loss.span, seen, "is stepped twice in one step", "step/twice", schedule.context);
  const assigned = new Map<string, Span>();
  for (const { name } of step.sets) once(name.name, name.span, assigned, "is set twice in one step", "step/twice", schedule.context);
  const sets = step.sets.map((set) => checkSet(set, schedule));
  if (updates.some((update) => !update) || sets.some((set) => !set)) return undefined;
  return { kind: "step", updates: updates as CheckedUpdate[], sets: sets as CheckedSet[], span: step.span };
}

function once(name: string, span: Span, seen: Map<string, Span>, what: string, code: string, context: Context): void {
  const before = seen.get(name);
  if (before) fail(context, { code, message: `${name} ${what}`, span, related: [{ message: "the first time", span: before }] });
  else seen.set(name, span);
}

function checkUpdate({ loss: name, optimiser: call, span }: Step["updates"][number], { losses, context }: ScheduleContext): CheckedUpdate | undefined {
  if (!losses.has(name.name)) {
    const near = nearest(name.name, losses.keys());
    fail(context, { code: "step/loss", message: `there is no loss ${name.name} to step`, span: name.span, help: near ? `did you mean ${near}?` : `declare one: loss ${name.name} = …` });
  }
  const optimiser = optimisers.get(call.callee.name);
  if (!optimiser) {
    const near = nearest(call.callee.name, optimisers.keys());
    fail(context, { code: "step/optimiser", message: `there is no optimiser ${call.callee.name}; there are ${[...optimisers.keys()].join(", ")}`, span: call.callee.span, help: near && `did you mean ${near}?` });
    return undefined;
  }
  const formals = optimiser.parameters.map((parameter) => ({ name: parameter.name, optional: parameter.default !== undefined }));
  const matched = match(optimiser.name, formals, givenOf(call.arguments, context), call.span, context);
  if (!matched) return undefined;
  const args: { [name: string]: Term } = {};
  for (const [i, parameter] of optimiser.parameters.entries()) {
    const [given] = matched[i];
    const value = given ? given.value() : numberTerm(parameter.default!, call.span);
    if (value.kind === "unknown") return undefined;
    if (!isTerm(value) || value.type.kind !== "tensor" || value.type.batched || value.type.shape.length > 0) {
      fail(context, { code: "step/argument", message: `${optimiser.name} takes one number as ${parameter.name}, and this is ${describe(value)}`, span: given.span });
      return undefined;
    }
    args[parameter.name] = value;
  }
  const loss = losses.get(name.name);
  return loss && update(loss, optimiser, args, span);
}

function update(loss: CheckedLoss, optimiser: Optimiser, args: CheckedUpdate["arguments"], span: Span): CheckedUpdate {
  return { loss, optimiser, arguments: args, span };
}

function checkCount(word: string, count: Expression, context: Context): Scalar | undefined {
  const value = elaborate(count, context);
  if (value.kind === "unknown") return undefined;
  const scalar = isTerm(value) ? scalarOf(value) : undefined;
  if (scalar === undefined) {
    fail(context, { code: "schedule/count", message: `${word} takes a number made of hypers, iteration and epoch, and this is ${describe(value)}`, span: count.span });
    return undefined;
  }
  const least = word === "every" ? 1 : 0;
  if (typeof scalar === "number" && (!Number.isInteger(scalar) || scalar < least)) {
    fail(context, { code: "schedule/count", message: `${word} takes a whole number of at least ${least}, and this is ${scalar}`, span: count.span });
    return undefined;
  }
  return scalar;
}

function checkClip({ network, low, high, span }: Clip, context: Context): CheckedStatement | undefined {
  const found = networkNamed(network, context);
  const range = declaredRange(low, high, { ...low.span, end: high.span.end }, context);
  return found === undefined || !range ? undefined : { kind: "clip", network: found, low: range[0], high: range[1], span };
}

function checkAverage({ network, as, decay, span }: Average, context: Context): CheckedStatement | undefined {
  const found = networkNamed(network, context);
  const value = elaborate(decay, context);
  if (found === undefined || value.kind === "unknown") return undefined;
  if (!isTerm(value) || value.type.kind !== "tensor" || value.type.batched || value.type.shape.length > 0) {
    fail(context, { code: "step/argument", message: `a decay is one number, and this is ${describe(value)}`, span: decay.span });
    return undefined;
  }
  return { kind: "average", network: found, as: as.name, decay: value, span };
}

function networkNamed({ name, span }: Clip["network"], context: Context): string | undefined {
  if (context.networks.has(name)) return name;
  const near = nearest(name, context.networks.keys());
  fail(context, { code: "name/network", message: `there is no network ${name}`, span, help: near && `did you mean ${near}?` });
  return undefined;
}

function checkSet({ name, value: expression, span }: Assignment, { states, context }: ScheduleContext): CheckedSet | undefined {
  const state = states.get(name.name);
  const value = elaborate(expression, context);
  if (!state) {
    const near = nearest(name.name, states.keys());
    fail(context, { code: "name/state", message: `there is no state ${name.name} to set`, span: name.span, help: near ? `did you mean ${near}?` : `declare one: state ${name.name} = 0` });
    return undefined;
  }
  if (value.kind === "unknown") return undefined;
  const fits = isTerm(value) && value.type.kind === "tensor" && !value.type.batched && value.type.shape.join() === state.type.shape.join();
  if (fits) return { state: name.name, value, span };
  fail(context, { code: "shape/state", message: `${name.name} is ${describe({ kind: "state", name: name.name, type: state.type, span })}, and this is ${describe(value)}`, span: expression.span, related: [{ message: "the state", span: state.span }] });
  return undefined;
}
