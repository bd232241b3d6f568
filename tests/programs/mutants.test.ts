/**
 * Random programs with a slip in them compile, all the way to their kernels, or are told what is wrong at a place in the
 * file; and neither takes long. A few here; `FROM=0 MUTANTS=2000 npx vitest run tests/programs/mutants` takes as many as one likes.
 */

import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import type { Diagnostic } from "../../grammar/diagnostic.js";
import { renderDiagnostic } from "../../grammar/render.js";
import { generator } from "../ir/random-graph.js";
import { mutate, type Word, wordsOf } from "../check/mutate.js";
import { programText } from "./program.js";
import { messageOf } from "./running.js";

const from = Number(process.env.FROM ?? 0);
const count = Number(process.env.MUTANTS ?? 200);
/** Of processor time: others may use the machine as well. */
const mostSeconds = 10;

const prelude = preludeSources();
const words: readonly Word[] = [...new Map(Array.from({ length: 20 }, (_, seed) => wordsOf(programText(seed))).flat().map((word) => [word.text, word])).values()];

const results = { compiled: 0, refused: 0, codes: new Set<string>() };

/** What is wrong with what came of it. */
function wrongWith(text: string): string | undefined {
  const before = process.cpuUsage();
  const { compilation, diagnostics } = compile({ name: "slip.gan", text }, { prelude, verify: true });
  const { user, system } = process.cpuUsage(before);
  if ((user + system) / 1e6 > mostSeconds) return `it took ${((user + system) / 1e6).toFixed(1)} s`;
  if (compilation) results.compiled++;
  else results.refused++;
  diagnostics.forEach(({ code }) => results.codes.add(code));
  if (compilation) return compilation.module.wgsl.includes("NaN") ? "its kernels have a NaN in them" : undefined;
  return diagnostics.length === 0 ? "no mistake, and no program" : diagnostics.map((diagnostic) => misplaced(diagnostic, text)).find((wrong) => wrong !== undefined);
}

function misplaced(diagnostic: Diagnostic, text: string): string | undefined {
  const { code, span, related, message } = diagnostic;
  const inside = [span, ...related.map((place) => place.span)].every(({ source, start, end }) => 0 <= start && start <= end && end <= source.text.length);
  if (span.source.text !== text || !inside) return `${code} is not at a place in the file`;
  if (/undefined|\[object|NaN/.test(renderDiagnostic(diagnostic, { unicode: true, colour: false }))) return `${code} speaks of what nobody wrote: ${message}`;
  return undefined;
}

test(`${count} random programs with a slip in them`, () => {
  const failures: string[] = [];
  for (let seed = from; seed < from + count; seed++) {
    const text = mutate(programText(seed % 400), generator(seed), words);
    try {
      const wrong = wrongWith(text);
      if (wrong !== undefined) failures.push(`seed ${seed}: ${wrong}\n${text}`);
    } catch (error) {
      failures.push(`seed ${seed}: ${messageOf(error)}\n${text}`);
    }
  }
  expect(failures.join("\n\n")).toBe("");
}, 1_200_000);

test("some compile, most are refused, for many reasons", () => {
  expect(results.compiled).toBeGreaterThan(count / 20);
  expect(results.refused).toBeGreaterThan(count / 3);
  expect(results.codes.size).toBeGreaterThan(15);
});
