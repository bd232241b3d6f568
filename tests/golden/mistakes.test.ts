/** Programs that are wrong, and what their reader is shown, word by word. `npm run golden` writes the pages anew. */

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkSource } from "../../compiler/compile.js";
import { preludeSources } from "../../compiler/prelude.js";
import { renderDiagnostic, sortDiagnostics } from "../../grammar/render.js";

const folder = new URL("./mistakes/", import.meta.url);
const prelude = preludeSources();

test.each(readdirSync(folder))("%s", (name) => {
  const source = { name: "program.gan", text: readFileSync(new URL(`${name}/program.gan`, folder), "utf8") };
  const { program, diagnostics } = checkSource(source, { prelude });
  expect(program).toBeUndefined();
  const pages = sortDiagnostics(diagnostics).map((diagnostic) => renderDiagnostic(diagnostic, { unicode: true, colour: false }));
  const text = `${pages.join("\n\n\n")}\n`;
  const path = new URL(`${name}/expected.txt`, folder);
  if (process.env.UPDATE) writeFileSync(path, text);
  expect(text, `${name}: npm run golden writes it anew`).toBe(readFileSync(path, "utf8"));
});
