/** WGSL of indices and sizes. All index arithmetic is u32; what would be negative wraps round and fails its guard. */

import { type Condition, type Index, certainlyBelow, literal, mul } from "../ir/index.js";
import type { DType, Size } from "../ir/type.js";

export function sizeText({ factor, batch }: Size): string {
  if (batch === 0) return `${factor}u`;
  const letters = Array<string>(batch).fill("B").join(" * ");
  return factor === 1 ? letters : `${letters} * ${factor}u`;
}

/** How many parts of `per` there are, the last of them perhaps a smaller one: workgroups along an axis, as the runtime counts them, or turns of a loop. */
export function partsText({ size, per }: { readonly size: Size; readonly per: number }): string {
  if (size.batch === 0) return `${Math.ceil(size.factor / per)}u`;
  return per === 1 ? `(${sizeText(size)})` : `((${sizeText(size)} + ${per - 1}u) / ${per}u)`;
}

/** Parenthesised wherever it is not an atom. */
function atom(text: string): string {
  return /^\w+$/.test(text) ? text : `(${text})`;
}

export function indexText(index: Index): string {
  switch (index.kind) {
    case "variable":
      return index.name;
    case "literal":
      return index.size.factor < 0 ? signedTerm(index, 0) : sizeText(index.size);
    case "add":
      return index.terms.map((term, i) => signedTerm(term, i)).join("");
    case "mul":
      if (index.by.factor < 0) return signedTerm(index, 0);
      return `${atom(indexText(index.of))} * ${atom(sizeText(index.by))}`;
    case "div":
      return `${atom(indexText(index.of))} / ${atom(sizeText(index.by))}`;
    case "mod":
      return `${atom(indexText(index.of))} % ${atom(sizeText(index.by))}`;
    case "mirrored": {
      const last = index.by.factor - 1;
      return `u32(${last} - abs(abs(i32(${indexText(index.of)})) - ${last}))`;
    }
    case "held":
      return `u32(clamp(i32(${indexText(index.of)}), 0, ${index.by.factor - 1}))`;
  }
}

function signedTerm(term: Index, place: number): string {
  const negated: Index | undefined =
    term.kind === "literal" && term.size.factor < 0
      ? literal({ ...term.size, factor: -term.size.factor })
      : term.kind === "mul" && term.by.factor < 0
        ? mul(term.of, { ...term.by, factor: -term.by.factor })
        : undefined;
  if (negated) return place === 0 ? `0u - ${indexText(negated)}` : ` - ${indexText(negated)}`;
  return place === 0 ? indexText(term) : ` + ${indexText(term)}`;
}

/**
 * Several conditions as one test; `undefined` where all of them always hold. Joined with `&`: a short circuit is a branch, and tens
 * of branches in an unrolled tile are minutes of pipeline compilation on SwiftShader.
 */
export function testText(conditions: readonly Condition[]): string | undefined {
  const texts = conditions.flatMap(conditionTexts);
  return texts.length > 0 ? texts.map((text) => `(${text})`).join(" & ") : undefined;
}

/** It needs no test. */
export function alwaysHolds(condition: Condition): boolean {
  return condition.kind === "divides" ? condition.by === 1 : condition.low === 0 && certainlyBelow(condition.of, condition.below);
}

function conditionTexts(condition: Condition): string[] {
  if (alwaysHolds(condition)) return [];
  if (condition.kind === "divides") return [`${atom(indexText(condition.of))} % ${condition.by}u == 0u`];
  const below = `${indexText(condition.of)} < ${sizeText(condition.below)}`;
  return condition.low > 0 ? [`${indexText(condition.of)} >= ${condition.low}u`, below] : [below];
}

/** The type of a value in registers. */
export function valueType(dtype: DType): string {
  return dtype;
}

/** The type of an element in memory: a bool is a u32 there. */
export function memoryType(dtype: DType): string {
  return dtype === "bool" ? "u32" : dtype;
}

export function zeroText(dtype: DType): string {
  return { f32: "0.0", i32: "0", bool: "false" }[dtype];
}
