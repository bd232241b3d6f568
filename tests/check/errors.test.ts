/** docs/errors.md: every code has its entry, and every program in it has that mistake and no other, or none. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkText } from "./checking.js";
import { type Files, diagnosticsOf } from "./files.js";

const root = new URL("../../", import.meta.url);
const page = readFileSync(new URL("docs/errors.md", root), "utf8");

interface Entry {
  readonly code: string;
  readonly programs: readonly string[];
  /** What stands beside the programs, by name. */
  readonly files: Files;
}

const entries: readonly Entry[] = page
  .split(/^## /m)
  .filter((section) => /^[a-z]+\/[a-z]+\n/.test(section))
  .map((section) => ({
    code: section.slice(0, section.indexOf("\n")),
    programs: [...section.matchAll(/```gan\n(.*?)```/gs)].map(([, program]) => program),
    files: Object.fromEntries([...section.matchAll(/```gan (\S+)\n(.*?)```/gs)].map(([, name, text]) => [name, text])),
  }));

/** Told of no program: of a hundred mistakes, and of the command line. */
const withoutProgram = ["syntax/many", "hyper/unknown"];

/** Every code that stands in the sources. */
function codesInSources(): Set<string> {
  const codes = new Set<string>();
  for (const room of ["grammar", "compiler", "compiler/check", "compiler/library"]) {
    for (const name of readdirSync(new URL(`${room}/`, root)).filter((file) => file.endsWith(".ts"))) {
      const text = readFileSync(new URL(`${room}/${name}`, root), "utf8");
      for (const [, code] of text.matchAll(/(?:code: (?:[^"\n]*\? )?|Mistake\(|report\()"([a-z]+\/[a-z]+)"/g)) codes.add(code);
      for (const [, code] of text.matchAll(/: "([a-z]+\/[a-z]+)", message/g)) codes.add(code);
    }
  }
  return codes;
}

test("every code has an entry, and every entry is of a code", () => {
  expect(entries.map(({ code }) => code).sort()).toEqual([...codesInSources()].sort());
});

describe("the programs of each entry", () => {
  for (const { code, programs, files } of entries) {
    if (withoutProgram.includes(code)) continue;
    test(code, () => {
      const [wrong, mended] = programs.map((program) => diagnosticsOf({ "main.gan": program, ...files }));
      expect(programs).toHaveLength(2);
      expect(wrong.map((diagnostic) => diagnostic.code)).toEqual([code]);
      expect(mended).toEqual([]);
    });
  }
});

test("what has no program is told where it should", () => {
  expect(checkText("hyper lr = 1", new Map([["latent", 2]])).diagnostics.map(({ code }) => code)).toEqual(["hyper/unknown"]);
  const many = checkText("data x: [2];\n".repeat(200)).diagnostics.filter(({ code }) => code.startsWith("syntax/"));
  expect(many).toHaveLength(101);
  expect(many.filter(({ code }) => code === "syntax/many")).toHaveLength(1);
});
