/** The generator covers the language: whatever the compiler comes with is used by random programs. */

import { describe, expect, test } from "vitest";
import type { Term } from "../../compiler/check/program.js";
import { partsOf } from "../../compiler/check/reach.js";
import { builtins, distributions, optimisers } from "../../compiler/library/index.js";
import { preludeSources } from "../../compiler/prelude.js";
import { format } from "../../grammar/format.js";
import { parse } from "../../grammar/parser.js";
import type { Declaration } from "../../grammar/syntax.js";
import { checkText, programOf } from "../check/checking.js";
import { wordsOf } from "../check/mutate.js";
import { pages } from "../check/helper.js";
import { additions, pairs } from "./losses.js";
import { programText } from "./program.js";
import { uses } from "./recipes/index.js";
import { optimisers as stepped } from "./schedule.js";

const texts = Array.from({ length: 400 }, (_, seed) => programText(seed));
const declared = preludeSources().flatMap((source): readonly Declaration[] => parse(source).file.declarations);
const preludeNames = declared.flatMap((declaration) => (declaration.kind === "def" ? [declaration.name.name] : []));

test("every builtin has a recipe, and every recipe is of a builtin", () => {
  expect([...uses.keys()].sort()).toEqual([...builtins.keys()].sort());
});

test("every optimiser is stepped", () => {
  expect(Object.keys(stepped).sort()).toEqual([...optimisers.keys()].sort());
});

test("every definition of the prelude is called, or is part of one that is", () => {
  const written = [...Object.values(pairs).flatMap(({ d, g }) => [d, g]), ...Object.values(additions)].map(String);
  const called = (name: string): boolean => [...texts, ...written].some((text) => new RegExp(`\\b${name}\\b`).test(text));
  const inside = (name: string): boolean => preludeSources().some(({ text }) => (text.match(new RegExp(`\\b${name}\\(`, "g")) ?? []).length > 1);
  expect(preludeNames.filter((name) => !called(name) && !inside(name))).toEqual([]);
});

describe("400 programs", () => {
  const programs = texts.map((text) => checkText(text));

  test("are right", () => {
    expect(programs.map(({ diagnostics }) => pages(diagnostics)).join("")).toBe("");
  });

  test("are laid out by the formatter without changing a word, and once and for all", () => {
    for (const text of texts) {
      const laidOut = format({ name: "random.gan", text });
      expect(wordsOf(laidOut)).toEqual(wordsOf(text));
      expect(format({ name: "random.gan", text: laidOut })).toBe(laidOut);
    }
  });

  test("use every builtin, distribution and kind of declaration", () => {
    const used = new Set<string>();
    const seen = new Set<Term>();
    const walk = (term: Term): void => {
      if (seen.has(term)) return;
      seen.add(term);
      if (term.kind === "builtin") used.add(term.builtin.name);
      partsOf(term).forEach(walk);
    };
    for (const { program } of programs) {
      if (!program) continue;
      program.networks.forEach(({ body }) => walk(body));
      [...program.losses, ...program.metrics, ...program.values, ...program.samples].forEach(({ term }) => walk(term));
    }
    expect([...builtins.keys()].filter((name) => !used.has(name))).toEqual([]);
    const drawn = new Set(programs.flatMap(({ program }) => program?.noises.map(({ distribution }) => distribution.name) ?? []));
    expect([...drawn].sort()).toEqual([...distributions.keys()].sort());
    const kinds = new Set(texts.flatMap((text) => parse({ name: "random.gan", text }).file.declarations.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(["data", "def", "gan", "hyper", "let", "loss", "metric", "network", "noise", "sample", "state", "train"]);
  });

  test("are the same for the same seed, and no two alike", () => {
    expect(programText(7)).toBe(texts[7]);
    expect(new Set(texts).size).toBe(texts.length);
    expect(programOf(texts[0]).networks.length).toBeGreaterThan(1);
  });
});
