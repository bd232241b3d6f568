/** Metrics, samples and lets: formulas of the top level that are known outside by name. */

import type { Declaration, Let, Metric, Sample } from "../../grammar/syntax.js";
import { type Context, fail } from "./context.js";
import { elaborate } from "./expression.js";
import { refuseInfiniteValue } from "./float32.js";
import { duplicate } from "./names.js";
import type { NamedTerm } from "./program.js";
import { describe, isOneNumber, isSingle, oneNumberOf, type Single, type Value } from "./value.js";

export function checkMetrics(declarations: readonly Declaration[], context: Context): NamedTerm[] {
  return checkNamed(declarations.filter((declaration) => declaration.kind === "metric"), context, (metric, value) => {
    if (isOneNumber(value)) return value;
    fail(context, { code: "metric/scalar", message: `a metric is one number, and ${metric.name.name} is ${describe(value)}`, span: metric.value.span, label: describe(value), help: oneNumberOf("mean", value) });
    return undefined;
  });
}

export function checkSamples(declarations: readonly Declaration[], context: Context): NamedTerm[] {
  return checkNamed(declarations.filter((declaration) => declaration.kind === "sample"), context, (sample, value) => {
    if (isSingle(value) && value.type.batched) return value;
    fail(context, { code: "sample/batch", message: `a sample is one of a batch, and ${sample.name.name} is ${describe(value)}`, span: sample.value.span, label: describe(value) });
    return undefined;
  });
}

function checkNamed<D extends Metric | Sample>(declarations: readonly D[], context: Context, accept: (declaration: D, value: Value) => Single | undefined): NamedTerm[] {
  return declarations.flatMap((declaration, i): NamedTerm[] => {
    const { name } = declaration;
    const before = declarations.slice(0, i).find((earlier) => earlier.name.name === name.name);
    if (before) fail(context, duplicate(`${declaration.kind} ${name.name}`, name.span, before.name.span));
    const value = elaborate(declaration.value, context);
    const term = value.kind === "unknown" || refuseInfiniteValue(value, declaration.value.span, context) ? undefined : accept(declaration, value);
    return term ? [{ name: name.name, term, span: name.span }] : [];
  });
}

/** A let that is no single value, a network under another name, is left out. */
export function namedLets(lets: readonly Let[], context: Context): NamedTerm[] {
  return lets.flatMap(({ name }): NamedTerm[] => {
    const value = context.scope.find(name.name)?.value();
    return value && isSingle(value) ? [{ name: name.name, term: value, span: name.span }] : [];
  });
}
