/**
 * Text to syntax tree. `parse` never throws, whatever the text. Every declaration in the tree was read whole, but for pieces of bodies that say they
 * were not; what could not be read is in `broken`, so that later rooms know what may be missing and keep quiet about it. All mistakes of the file come at once.
 */

import type { IToken } from "chevrotain";
import { declaredBy } from "./broken.js";
import type { Diagnostic } from "./diagnostic.js";
import { GanParser } from "./file.js";
import { firstFrom, tokenize } from "./lexer.js";
import { refuseDepth } from "./depth.js";
import { enough } from "./recovery.js";
import type { Source, Span } from "./source.js";
import type { Broken, Declaration, File } from "./syntax.js";

export interface Parsed {
  readonly file: File;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
}

let parser: GanParser | undefined;

export function parse(source: Source): Parsed {
  const { tokens, mistakes: lexical, unreadable } = tokenize(source);
  parser ??= new GanParser();
  const { declarations, unread, mistakes: syntactic, ofUnread, contained, containedLexical } = parser.read(source, tokens, lexical.map(({ span }) => span.start));
  const tooDeep = declarations.flatMap(refuseDepth);
  const mistakes = [...lexical, ...syntactic, ...tooDeep].sort((a, b) => a.span.start - b.span.start);
  const ofDeclarations = syntactic.filter((mistake) => !ofUnread.has(mistake));
  const spoiling = [...lexical.filter(({ span }) => !containedLexical.has(span.start)), ...ofDeclarations.filter((mistake) => !contained.has(mistake)), ...tooDeep];
  const having = (some: readonly Diagnostic[]): Declaration[] => declarations.filter(({ span: whole }) => some.some(({ span }) => within(span, whole)));
  const faulty = new Set(having(spoiling));
  const broken: Broken[] = [
    ...unread.map((row) => declaredBy(source, row)),
    ...having([...lexical, ...ofDeclarations, ...tooDeep]).map((declaration) => declaredBy(source, tokensOf(declaration, tokens))),
    ...unreadable.map((span) => ({ names: [], span })),
  ].sort((a, b) => a.span.start - b.span.start);
  const whole = declarations.filter((declaration) => !faulty.has(declaration));
  return { file: { source, declarations: whole, broken }, diagnostics: cut(mistakes) };
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.start < outer.end;
}

function tokensOf(declaration: Declaration, tokens: readonly IToken[]): readonly IToken[] {
  return tokens.slice(firstFrom(tokens, declaration.span.start), firstFrom(tokens, declaration.span.end));
}

/** The first hundred; nobody reads more, and the last one says that there are. */
function cut(mistakes: readonly Diagnostic[]): readonly Diagnostic[] {
  if (mistakes.length <= enough) return mistakes;
  const last = mistakes[enough];
  return [
    ...mistakes.slice(0, enough),
    { code: "syntax/many", severity: "error", message: `there are more mistakes than these ${enough}`, span: last.span, related: [], help: "mend these first" },
  ];
}
