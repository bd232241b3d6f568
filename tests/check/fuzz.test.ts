/** Whatever stands in a file, the compiler says something of it: it compiles, or there is a mistake at a place. */

import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import type { Diagnostic } from "../../grammar/diagnostic.js";
import { diagnosticToJson, renderDiagnostic } from "../../grammar/render.js";
import type { Span } from "../../grammar/source.js";
import { generator } from "../ir/random-graph.js";
import { checkText } from "./checking.js";
import { mutate, pick, wordsOf } from "./mutate.js";

const root = new URL("../../", import.meta.url);
const prelude = preludeSources();

const examples = filesIn("examples/", (name) => name.endsWith(".gan") && name);
const goldens = filesIn("tests/golden/", (name) => !name.includes(".") && name !== "mistakes" && `${name}/program.gan`);
/** Small ones, of every part of the language. */
const page = [...readFileSync(new URL("docs/errors.md", root), "utf8").matchAll(/```gan\n(.*?)```/gs)].map(([, program]) => program);
const programs = [...examples, ...goldens, ...page].filter((text) => checkText(text).program);
const words = [...new Map(programs.flatMap(wordsOf).map((word) => [word.text, word])).values()];

function filesIn(folder: string, pathOf: (name: string) => string | false): string[] {
  return readdirSync(new URL(folder, root)).flatMap((name) => {
    const path = pathOf(name);
    return path ? [readFileSync(new URL(folder + path, root), "utf8")] : [];
  });
}

/** What is wrong with what was said of a program; nothing, if all is well. */
function wrongWith(text: string): string | undefined {
  const source = { name: "slip.gan", text };
  const { diagnostics, compilation } = compile(source, { prelude, verify: true });
  if (!compilation && diagnostics.length === 0) return "no mistake, and no program";
  return diagnostics.map((diagnostic) => wrongWithMistake(diagnostic, text)).find((wrong) => wrong !== undefined);
}

function wrongWithMistake(diagnostic: Diagnostic, text: string): string | undefined {
  const { code, message, span, related, help, label } = diagnostic;
  if (span.source.text !== text) return `${code} is not in the user's file`;
  if (![span, ...related.map((place) => place.span)].every(lies)) return `${code} has a place outside of its file`;
  const said = [message, help ?? "", label ?? "", ...related.map((place) => place.message)];
  if (said.some((sentence) => /undefined|\[object|NaN/.test(sentence))) return `${code} speaks of what the user did not write: ${said.join(" | ")}`;
  if (renderDiagnostic(diagnostic, { unicode: true, colour: false }).length === 0 || diagnosticToJson(diagnostic).code !== code) return `${code} can't be shown`;
  return undefined;
}

function lies({ source, start, end }: Span): boolean {
  return 0 <= start && start <= end && end <= source.text.length;
}

/** By the seed alone, so that a failure can be looked at again. */
function slip(seed: number): string {
  const random = generator(seed);
  return mutate(pick(programs, random), random, words);
}

/** Every failure with its program: a slip is known by its seed alone. */
function failuresIn(texts: readonly { readonly name: string; readonly text: string }[]): string[] {
  return texts.flatMap(({ name, text }) => {
    try {
      const wrong = wrongWith(text);
      return wrong === undefined ? [] : [`${name}: ${wrong}\n${text}`];
    } catch (error) {
      return [`${name}: ${error instanceof Error ? error.stack : String(error)}\n${text}`];
    }
  });
}

const slips = Array.from({ length: 500 }, (_, seed) => ({ name: `seed ${seed}`, text: slip(seed) }));

test("500 programs with a slip in them", () => {
  expect(failuresIn(slips).join("\n\n")).toBe("");
});

test("the slips are of all sorts: some make no difference, most are mistakes, many of them the checker's", () => {
  const results = slips.map(({ text }) => checkText(text));
  const codes = new Set(results.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  expect(results.filter(({ program }) => program).length).toBeGreaterThan(50);
  expect(results.filter(({ program }) => !program).length).toBeGreaterThan(200);
  expect([...codes].filter((code) => !code.startsWith("syntax/")).length).toBeGreaterThan(15);
});

test("the examples, each at every stage of being typed", () => {
  const typed = examples.flatMap((text, example) => Array.from({ length: 40 }, (_, i) => ({ name: `example ${example}, ${i} of 40`, text: text.slice(0, Math.floor((text.length * i) / 40)) })));
  expect(failuresIn(typed).join("\n\n")).toBe("");
});
