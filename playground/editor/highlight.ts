/** Colours for `.gan`, from the language's own words. */

import { HighlightStyle, StreamLanguage, type StreamParser, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import words from "virtual:gan-words";

const reserved = new Set(words.reserved);
const contextual = new Set(words.contextual);
const functions = new Set([...words.functions, ...words.prelude, ...words.distributions, ...words.optimisers, "grad"]);

interface State {
  inComment: boolean;
}

const parser: StreamParser<State> = {
  name: "gan",
  startState: () => ({ inComment: false }),
  token(stream, state) {
    if (state.inComment || stream.match("/*")) {
      state.inComment = !stream.match(/^.*?\*\//);
      if (state.inComment) stream.skipToEnd();
      return "comment";
    }
    if (stream.eatSpace()) return null;
    if (stream.match(/^\/\/.*/)) return "comment";
    if (stream.match(/^"[^"]*"?/)) return "string";
    if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return "number";
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (word && word !== true) return kindOf(word[0], stream.match(/^\s*[:=](?!=)/, false) !== null);
    if (stream.match(/^(?:->|[-+*/%^=<>!~]+)/)) return "operator";
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: "//", block: { open: "/*", close: "*/" } }, closeBrackets: { brackets: ["(", "[", "{", "\""] } },
};

/** Before `:` or `=` a word names an argument or a thing of the program's own. */
function kindOf(word: string, isNamed: boolean): string {
  if (reserved.has(word)) return "keyword";
  if (isNamed) return "variableName";
  if (contextual.has(word)) return "keyword";
  return functions.has(word) ? "function" : "variableName";
}

const style = HighlightStyle.define([
  { tag: tags.keyword, class: "tok-word" },
  { tag: tags.function(tags.variableName), class: "tok-function" },
  { tag: tags.number, class: "tok-number" },
  { tag: tags.string, class: "tok-string" },
  { tag: tags.comment, class: "tok-comment" },
  { tag: tags.operator, class: "tok-operator" },
]);

const language = StreamLanguage.define({ ...parser, tokenTable: { function: tags.function(tags.variableName) } });

export const ganHighlighting = [language, syntaxHighlighting(style)];

/** Every word that the language has, for completion. */
export const completions = [
  ...words.reserved.map((label) => ({ label, type: "keyword" })),
  ...[...functions].map((label) => ({ label, type: "function" })),
];
