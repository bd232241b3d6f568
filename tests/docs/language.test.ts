/**
 * docs/language.md against the compiler: its tables are written from the library, its programs compile, and the shapes
 * beside its lets are what the checker finds. `npm run reference` writes the tables anew.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CheckedProgram } from "../../compiler/check/program.js";
import { interning } from "../../compiler/ir/node.js";
import { builtins } from "../../compiler/library/index.js";
import { operators } from "../../compiler/library/operators.js";
import type { ValueType } from "../../compiler/library/type.js";
import { lower } from "../../compiler/lower/lower.js";
import { Reserved, vocabulary } from "../../grammar/tokens.js";
import type { Scalar } from "../../runtime/program.js";
import { scalarAt } from "../../runtime/scalar.js";
import { runsOf } from "../../runtime/schedule.js";
import { checkText } from "../check/checking.js";
import { checkFiles, type Files } from "../check/files.js";
import { preludeFor, tableFor } from "./tables.js";

const path = new URL("../../docs/language.md", import.meta.url);
const page = readFileSync(path, "utf8");

const markers = /<!-- (table|prelude) (.*?) -->\n(?:[\s\S]*?\n)??<!-- end -->/g;

interface Example {
  readonly title: string;
  readonly text: string;
}

/** Under which heading each stands; what has a name is there to be imported. */
const examples: readonly Example[] = page.split(/^#+ /m).flatMap((section) => {
  const title = section.slice(0, section.indexOf("\n"));
  return [...section.matchAll(/```gan\n(.*?)```/gs)].map(([, text], i, all) => ({ title: all.length > 1 ? `${title} (${i + 1})` : title, text }));
});
const files: Files = Object.fromEntries([...page.matchAll(/```gan (\S+)\n(.*?)```/gs)].map(([, name, text]) => [name, text]));

const programOf = ({ text }: Example): CheckedProgram => checkFiles({ "main.gan": text, ...files });

test("the tables are those of the library", () => {
  const written = page.replace(markers, (_, kind: string, names: string) => {
    const body = kind === "table" ? tableFor(names.split(" ")) : preludeFor(names);
    return `<!-- ${kind} ${names} -->\n${body}\n<!-- end -->`;
  });
  if (process.env.UPDATE) writeFileSync(path, written);
  expect(written, "npm run reference writes the tables anew").toBe(readFileSync(path, "utf8"));
});

test("every name of the language has one row, and operators none", () => {
  const listed = [...page.matchAll(markers)].flatMap(([, kind, names]) => (kind === "table" ? names.split(" ") : []));
  const named = [...builtins.keys()].filter((name) => !operators.some((operator) => operator.name === name));
  expect(listed.filter((name) => name !== "optimisers" && name !== "distributions").sort()).toEqual(named.sort());
});

test("every operator is in the table of operators", () => {
  const signs = operators.map(({ summary }) => summary.split(/[,(]/)[0].trim().replaceAll("v", "a"));
  expect(signs.filter((sign) => !page.includes(`\`${sign}\``) && sign !== "true where a is false")).toEqual([]);
});

test("the words of the language are those that can't be names", () => {
  const reserved = vocabulary.flatMap(({ PATTERN, LABEL, CATEGORIES }) => (CATEGORIES?.includes(Reserved) ? [typeof PATTERN === "string" ? PATTERN : (LABEL ?? "")] : []));
  const sentence = /Words of the language, which can't be names: ([\s\S]*?)\. /.exec(page)?.[1] ?? "";
  const listed = [...sentence.matchAll(/`(\w+)`/g)].map(([, word]) => word);
  for (const word of listed) expect(checkText(`let ${word} = 1`).diagnostics.map(({ code }) => code), word).toContain("syntax/reserved");
  expect(reserved.filter((word) => /^\w+$/.test(word) && !listed.includes(word))).toEqual([]);
});

test("a count that varies is rounded down, and taken as its least where it is below", () => {
  expect(page).toContain("Where it varies it is rounded down, and `repeat` takes what is below 0 as 0, `every` what is below 1 as 1.");
  const often = (kind: "repeat" | "every", iteration: number, count: Scalar): number => runsOf([{ kind, count, body: [{ kind: "run", graph: "step" }] }], { iteration, epoch: 0 }, scalarAt).length;
  expect([0, 1, 2].map((iteration) => often("repeat", iteration, ["+", "iteration", 0.5]))).toEqual([0, 1, 2]);
  expect([1, 2, 4].map((iteration) => often("repeat", iteration, ["-", "iteration", 3]))).toEqual([0, 0, 1]);
  expect([1, 2, 3, 4].map((iteration) => often("every", iteration, ["+", ["*", "iteration", 0], 2.9]))).toEqual([0, 1, 0, 1]);
  expect([0, 1, 2].map((iteration) => often("every", iteration, ["-", "iteration", 3]))).toEqual([1, 1, 1]);
});

describe("the examples compile, all the way to the IR", () => {
  test.each(examples)("$title", (example) => {
    const lowered = interning(() => lower(programOf(example)));
    expect(lowered.graphs.length).toBeGreaterThanOrEqual(0);
  });

  test("and there are many", () => expect(examples.length).toBeGreaterThan(30));
});

describe("shapes beside lets", () => {
  const annotated = examples.flatMap((example) => [...example.text.matchAll(/^let (\w+) .*\/\/ → (.*)$/gm)].map(([, name, type]) => ({ title: example.title, example, name, type: type.trim() })));

  test.each(annotated)("$title: $name is $type", ({ example, name, type }) => {
    const value = programOf(example).values.find((candidate) => candidate.name === name);
    expect(value && described(value.term.type)).toBe(type);
  });

  test("and there are many", () => expect(annotated.length).toBeGreaterThan(40));
});

function described(type: ValueType): string {
  if (type.kind === "record") return "a record";
  const shape = `[${type.shape.join(", ")}]`;
  if (type.batched) return `batch of ${shape}`;
  return type.shape.length === 0 ? "a number" : shape;
}
