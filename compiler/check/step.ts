/** Steps: updates of weights by optimisers, and new values of states, all from one draw and from the values before. */

import type { Assignment, Call, Identifier, Step } from "../../grammar/syntax.js";
import { sameShape } from "../ir/type.js";
import { optimisers } from "../library/index.js";
import { showTensor, type TensorType } from "../library/type.js";
import { match } from "./arguments.js";
import { type Context, fail } from "./context.js";
import { elaborate } from "./expression.js";
import { refuseInfiniteValue } from "./float32.js";
import { givenOf } from "./given.js";
import { offer } from "./names.js";
import type { CheckedLoss, CheckedSet, CheckedStatement, CheckedUpdate, Term } from "./program.js";
import type { ScheduleContext } from "./schedule.js";
import { describe, describeBeside, isOneNumber, isSingle, numberTerm } from "./value.js";

export function checkStep(step: Step, schedule: ScheduleContext): CheckedStatement | undefined {
  once(step.updates.map(({ loss }) => loss), "is stepped", schedule.context);
  once(step.sets.map(({ name }) => name), "is set", schedule.context);
  const updates = step.updates.flatMap((update) => checkUpdate(update, schedule) ?? []);
  const sets = step.sets.flatMap((set) => checkSet(set, schedule) ?? []);
  if (updates.length < step.updates.length || sets.length < step.sets.length) return undefined;
  return movesOnce(updates, schedule.context) ? { kind: "step", updates, sets, span: step.span } : undefined;
}

function once(names: readonly Identifier[], what: string, context: Context): void {
  names.forEach(({ name, span }, i) => {
    const before = names.slice(0, i).find((earlier) => earlier.name === name);
    if (before) fail(context, { code: "step/twice", message: `${name} ${what} twice in one step`, span, related: [{ message: "the first time", span: before.span }] });
  });
}

/** All updates start from the same weights, so two of them can't move the same ones. */
function movesOnce(updates: readonly CheckedUpdate[], context: Context): boolean {
  const movers = new Map<string, CheckedUpdate>();
  for (const update of updates) {
    for (const network of update.loss.over) {
      const before = movers.get(network);
      movers.set(network, update);
      if (!before || before.loss === update.loss) continue;
      const [first, second] = [before.loss.name, update.loss.name];
      fail(context, {
        code: "step/overlap",
        message: `both ${first} and ${second} move the weights of ${network} in one step`,
        span: update.span,
        related: [{ message: "the first to move them", span: before.span }],
        help: "add the losses up, or take two steps",
      });
      return false;
    }
  }
  return true;
}

function checkUpdate({ loss: name, optimiser, span }: Step["updates"][number], schedule: ScheduleContext): CheckedUpdate | undefined {
  const { context, losses } = schedule;
  const loss = losses.get(name.name);
  if (!losses.has(name.name) && !context.unread.mayDeclare(name.name, "loss")) {
    fail(context, { code: "step/loss", message: `there is no loss ${name.name} to step`, span: name.span, help: offer(name.name, losses.keys()) ?? `declare it: loss ${name.name} = …` });
  }
  return checkOptimiser(optimiser, loss, span, context);
}

/** The optimiser's mistakes are told also where the loss is wrong. */
function checkOptimiser({ callee, arguments: given, span: callSpan }: Call, loss: CheckedLoss | undefined, span: Step["span"], context: Context): CheckedUpdate | undefined {
  const optimiser = optimisers.get(callee.name);
  if (!optimiser) {
    const known = [...optimisers.keys()];
    fail(context, { code: "step/optimiser", message: `there is no optimiser ${callee.name}: there are ${known.join(", ")}`, span: callee.span, help: offer(callee.name, known) });
    return undefined;
  }
  const formals = optimiser.parameters.map(({ name, default: preset }) => ({ name, optional: preset !== undefined }));
  const matched = match(optimiser.name, formals, givenOf(given, (expression) => elaborate(expression, context)), callSpan, context);
  if (!matched) return undefined;
  const args: { [name: string]: Term } = {};
  for (const [i, { name, default: preset = 0 }] of optimiser.parameters.entries()) {
    const [argument] = matched[i];
    const value = argument?.value() ?? numberTerm(preset, callSpan);
    const at = argument?.span ?? callSpan;
    if (refuseInfiniteValue(value, at, context)) continue;
    if (isOneNumber(value)) args[name] = value;
    else if (value.kind !== "unknown") fail(context, { code: "step/argument", message: `${optimiser.name} takes one number as ${name}, and this is ${describe(value)}`, span: at });
  }
  return loss && Object.keys(args).length === formals.length ? { loss, optimiser, arguments: args, span } : undefined;
}

export function checkSet({ name, value: expression, span }: Assignment, { states, context }: ScheduleContext): CheckedSet | undefined {
  const state = states.get(name.name);
  const value = elaborate(expression, context);
  if (!state) {
    const binding = context.scope.find(name.name);
    if (binding?.value().kind === "unknown" || (!binding && context.unread.mayDeclare(name.name, "value"))) return undefined;
    const related = binding && binding.what !== name.name ? [{ message: binding.what, span: binding.span }] : [];
    fail(context, { code: "name/state", message: `there is no state ${name.name} to set`, span: name.span, related, help: offer(name.name, states.keys()) ?? `declare it: state ${name.name} = 0` });
    return undefined;
  }
  if (value.kind === "unknown" || refuseInfiniteValue(value, expression.span, context)) return undefined;
  if (isSingle(value) && !value.type.batched && value.type.dtype === "f32" && sameShape(value.type.shape, state.type.shape)) return { state: name.name, value, span };
  const found = isSingle(value) && value.kind !== "number" ? describeBeside(value.type, state.type) : describe(value);
  fail(context, {
    code: "shape/state",
    message: `state ${name.name} is ${showTensor(state.type)}, and this is ${found}`,
    span: expression.span,
    label: found,
    related: [{ message: "the state", span: state.span }],
    help: isSingle(value) ? reduction(value.type, state.type) : undefined,
  });
  return undefined;
}

function reduction(type: TensorType, state: TensorType): string | undefined {
  if (type.batched && sameShape(type.shape, state.shape)) return "mean(…, over: batch) makes one of it for all samples";
  return state.shape.length === 0 ? "mean(…) makes one number of it" : undefined;
}
