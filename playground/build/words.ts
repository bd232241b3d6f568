/** `virtual:gan-words`: the language's words from its own tables, so that the page's highlighting knows what the compiler knows and loads none of it. */

import type { Plugin } from "vite";
import { builtins, distributions, optimisers } from "../../compiler/library/index.js";
import { preludeSources } from "../../compiler/prelude.js";
import { Name, Reserved, vocabulary } from "../../grammar/tokens.js";
import { parse } from "../../grammar/parser.js";

const id = "virtual:gan-words";
const resolved = `\0${id}`;

export function languageWords(): Plugin {
  return {
    name: "gan-words",
    resolveId: (source) => (source === id ? resolved : undefined),
    load: (asked) => (asked === resolved ? `export default ${JSON.stringify(words())};` : undefined),
  };
}

function words() {
  const isWord = (pattern: unknown): pattern is string => typeof pattern === "string" && /^[A-Za-z]/.test(pattern);
  const of = (test: (categories: readonly unknown[]) => boolean): string[] =>
    vocabulary.flatMap(({ PATTERN, CATEGORIES = [] }) => (isWord(PATTERN) && test(CATEGORIES) ? [PATTERN] : []));
  const prelude = preludeSources().flatMap((source) => parse(source).file.declarations);
  return {
    reserved: of((categories) => !categories.includes(Name) && categories.length > 0 || categories.includes(Reserved)),
    contextual: of((categories) => categories.includes(Name)),
    functions: [...builtins.keys()].filter((name) => /^[a-z]\w*$/.test(name)),
    prelude: prelude.flatMap((declaration) => (declaration.kind === "def" ? [declaration.name.name] : [])),
    distributions: [...distributions.keys()],
    optimisers: [...optimisers.keys()],
  };
}
