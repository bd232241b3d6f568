/** Programs that are wrong, and what their reader is shown, word by word. `npm run golden` writes the pages anew. */

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkSource } from "../../compiler/compile.js";
import type { ReadImport } from "../../compiler/imports.js";
import { preludeSources } from "../../compiler/prelude.js";
import { renderDiagnostic, sortDiagnostics } from "../../grammar/render.js";

const folder = new URL("./mistakes/", import.meta.url);
const prelude = preludeSources();

/** What a program imports lies beside it. */
function readerOf(name: string): ReadImport {
  return (path) => {
    const file = new URL(path, new URL(`${name}/`, folder));
    const [base] = file.pathname.split("/").slice(-1);
    return existsSync(file) ? { name: base, text: readFileSync(file, "utf8") } : { problem: `${base}: there is no such file` };
  };
}

const names = readdirSync(folder);

function checked(name: string): ReturnType<typeof checkSource> {
  const source = { name: "program.gan", text: readFileSync(new URL(`${name}/program.gan`, folder), "utf8") };
  return checkSource(source, { prelude, read: readerOf(name) });
}

test.each(names)("%s", (name) => {
  const { program, diagnostics } = checked(name);
  expect(program).toBeUndefined();
  const pages = sortDiagnostics(diagnostics).map((diagnostic) => renderDiagnostic(diagnostic, { unicode: true, colour: false }));
  const text = `${pages.join("\n\n\n")}\n`;
  const path = new URL(`${name}/expected.txt`, folder);
  if (process.env.UPDATE) writeFileSync(path, text);
  expect(text, `${name}: npm run golden writes it anew`).toBe(readFileSync(path, "utf8"));
});

test.each(names.filter((name) => name.startsWith("five_")))("%s shows five mistakes, and no more", (name) => {
  expect(checked(name).diagnostics.map(({ code, message }) => `${code}: ${message}`)).toHaveLength(5);
});

/** Told of a hundred mistakes, and of the command line. */
const withoutPage = ["syntax/many", "hyper/unknown"];

test("every mistake has a page", () => {
  const reference = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
  const codes = [...reference.matchAll(/^## ([a-z]+\/[a-z]+)$/gm)].map(([, code]) => code);
  const shown = new Set(names.flatMap((name) => checked(name).diagnostics.map(({ code }) => code)));
  expect(codes.filter((code) => !shown.has(code) && !withoutPage.includes(code))).toEqual([]);
});
