/** The tables of docs/language.md, written from the library: a row for each name, with its parameters and defaults. */

import type { Builtin, BuiltinParameter } from "../../compiler/library/builtin.js";
import { builtins, distributions, optimisers } from "../../compiler/library/index.js";
import { preludeSources } from "../../compiler/prelude.js";
import type { Initialiser } from "../../runtime/program.js";

/** What stands between the marker and `<!-- end -->`. */
export function tableFor(names: readonly string[]): string {
  const [first] = names;
  if (first === "optimisers") return table([...optimisers.values()].map(({ name, parameters }) => [code(call(name, parameters.map(numberText))), ""]));
  if (first === "distributions") return table([...distributions.values()].map(({ name, parameters, dtype }) => [code(call(name, parameters)), dtype === "i32" ? "labels" : "numbers"]));
  return table(names.map((name) => rowOf(found(name))));
}

export function preludeFor(file: string): string {
  const source = preludeSources().find(({ name }) => name.endsWith(`/${file}`));
  if (!source) throw new Error(`the prelude has no ${file}`);
  return `\`\`\`gan\n${source.text.trim()}\n\`\`\``;
}

function found(name: string): Builtin {
  const builtin = builtins.get(name);
  if (!builtin) throw new Error(`the page has a row for ${name}, and the library has no such name`);
  return builtin;
}

function rowOf({ name, parameters, summary }: Builtin): readonly [string, string] {
  return [code(call(name, parameters.map(parameterText))), summary];
}

function call(name: string, parameters: readonly string[]): string {
  return `${name}(${parameters.join(", ")})`;
}

function parameterText(parameter: BuiltinParameter): string {
  const { name } = parameter;
  switch (parameter.kind) {
    case "value":
      return `${name}${parameter.rest ? ", …" : ""}${parameter.optional ? "?" : ""}`;
    case "word":
      return `${name}: ${[parameter.default, ...parameter.words.filter((word) => word !== parameter.default)].join("|")}`;
    case "over":
      return `${name}: ${typeof parameter.default === "string" ? parameter.default : `[${parameter.default.join(", ")}]`}`;
    case "sizes":
      return `${name}, …`;
    case "initialiser":
      return parameter.default ? `${name}: ${initialiserText(parameter.default)}` : name;
    case "number":
    case "flag":
      return parameter.default === undefined ? name : `${name}: ${shown(parameter.default)}`;
    case "stage":
      return name;
  }
}

function numberText({ name, default: preset }: { readonly name: string; readonly default?: number }): string {
  return preset === undefined ? name : `${name}: ${shown(preset)}`;
}

/** 1e-8 as people write it, and not 1e-08 or 0.00000001. */
function shown(value: number | string | boolean): string {
  return typeof value === "number" && value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value);
}

function initialiserText(initialiser: Initialiser): string {
  const { kind, ...rest } = initialiser;
  return `${kind}(${Object.values(rest).join(", ")})`;
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const described = rows.some(([, words]) => words !== "");
  const lines = rows.map(([left, right]) => (described ? `| ${left} | ${right.replaceAll("|", "\\|")} |` : `| ${left} |`));
  return [described ? "| call | what it is |" : "| call |", described ? "| --- | --- |" : "| --- |", ...lines].join("\n");
}
