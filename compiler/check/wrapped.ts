/** The layer that another one wraps, `conv(64, 3)` in `spectral(conv(64, 3))`: a call that lacks its first argument. */

import type { Builtin } from "../library/builtin.js";
import { type Context, fail } from "./context.js";
import { elaborate } from "./expression.js";
import { type Given, givenOf, ungrouped } from "./given.js";
import { resolve } from "./names.js";
import { describe } from "./value.js";

export interface WrappedLayer {
  readonly builtin: Builtin;
  /** All arguments but the value that goes through. */
  readonly given: readonly Given[];
}

/** `undefined` after a mistake, which was told. */
export function wrappedLayer(wrapper: string, { expression, span }: Given, context: Context): WrappedLayer | undefined {
  const stage = expression && ungrouped(expression);
  const callee = stage?.kind === "call" ? stage.callee : stage;
  const refuse = (found: string, help?: string): undefined => {
    fail(context, { code: "call/stage", message: `${wrapper} wraps a layer, and this is ${found}`, span, help });
    return undefined;
  };
  if (callee?.kind !== "name") return refuse("none", `as in ${wrapper}(linear(128))`);
  const target = resolve(callee.name, callee.span, context);
  if (target.kind === "unknown") return undefined;
  if (target.kind !== "function") return refuse(describe(target), target.kind === "definition" ? `write ${wrapper}(…) around the layers inside it` : undefined);
  if (target.builtin.parameters.some(({ kind }) => kind === "stage")) return refuse(`${target.builtin.name}, which wraps one itself`);
  return { builtin: target.builtin, given: stage?.kind === "call" ? givenOf(stage.arguments, (argument) => elaborate(argument, context)) : [] };
}
