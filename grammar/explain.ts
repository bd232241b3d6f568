/** From "the parser stopped here, and this should have stood there" to a mistake in the reader's words. */

import { EOF, tokenMatcher, type IToken, type TokenType } from "chevrotain";
import type { Diagnostic } from "./diagnostic.js";
import type { Source, Span } from "./source.js";
import {
  Arrow, Assign, By, CloseCurly, CloseRound, CloseSquare, Colon, Comma, DeclarationWord, If, Let, Name, Numeral, OpenCurly, OpenRound, OpenSquare, Repeat, Text, Tilde,
} from "./tokens.js";

export interface Stop {
  readonly found: IToken;
  /** What should have stood there: "`)`", "an expression". */
  readonly expected: string;
  readonly previous: IToken;
  /** The grammar rule it happened in. */
  readonly rule: string;
  /** The innermost bracket that is still open, and what closes it. */
  readonly open?: OpenBracket;
}

export interface OpenBracket {
  readonly bracket: IToken;
  readonly closer: TokenType;
  /** What was found can't stand inside it, so it should have been closed before. */
  readonly endsHere: boolean;
}

export function spanOf(source: Source, token: IToken): Span {
  return { source, start: token.startOffset, end: token.startOffset + token.image.length };
}

/** The text of a token between backticks, cut where it is long. */
export function quoted(token: IToken): string {
  const image = token.image.length > 32 ? `${token.image.slice(0, 31)}…` : token.image;
  return `\`${image}\``;
}

/** Looks back no further than the blanks before the token: a line may be megabytes long. */
export function firstOnItsLine(source: Source, token: IToken): boolean {
  let i = token.startOffset - 1;
  while (i >= 0 && source.text[i] !== "\n" && source.text[i].trim() === "") i--;
  return i < 0 || source.text[i] === "\n";
}

export function explain(source: Source, stop: Stop): Diagnostic {
  return unclosed(source, stop) ?? unexpected(source, stop);
}

/** Where a bracket should have been closed, and what stands there can't be inside it, the bracket itself is the place to look at. */
function unclosed(source: Source, { found, expected, open }: Stop): Diagnostic | undefined {
  if (!open?.endsHere || !expected.includes(open.closer.LABEL ?? "")) return undefined;
  const atEnd = found.tokenType === EOF;
  return {
    code: "syntax/unclosed",
    severity: "error",
    message: `this ${quoted(open.bracket)} is never closed`,
    span: spanOf(source, open.bracket),
    related: atEnd ? [] : [{ message: `${open.closer.LABEL} should stand before this`, span: spanOf(source, found) }],
  };
}

function unexpected(source: Source, stop: Stop): Diagnostic {
  const { found, expected, previous } = stop;
  const atEnd = found.tokenType === EOF;
  const end = Number.isNaN(previous.startOffset) ? source.text.length : previous.startOffset + previous.image.length;
  return {
    code: "syntax/expected",
    severity: "error",
    message: atEnd ? `the file ends where ${expected} should stand` : `${quoted(found)} stands where ${expected} should`,
    span: atEnd ? { source, start: end, end } : spanOf(source, found),
    related: [],
    help: hints.find(({ when }) => when(stop, source))?.say(stop),
  };
}

interface Hint {
  readonly when: (stop: Stop, source: Source) => boolean;
  readonly say: (stop: Stop) => string;
}

const isFound = ({ found }: Stop, ...types: TokenType[]): boolean => types.some((type) => tokenMatcher(found, type));
const followsComma = ({ previous }: Stop): boolean => previous.tokenType === Comma;
const isExpected = ({ expected }: Stop, label: string): boolean => expected.includes(label);

/** What was likely meant; the first that fits is said. */
const hints: readonly Hint[] = [
  { when: (s) => isFound(s, Assign) && isExpected(s, "`then`"), say: () => "an equality is written ==" },
  { when: (s) => isFound(s, Arrow) && (isExpected(s, "`then`") || isExpected(s, "`else`")), say: () => "put the pipe in parentheses: -> binds looser than if" },
  { when: (s) => isFound(s, If) && isExpected(s, "an expression"), say: () => "put the if in parentheses: it binds looser than the operator before it" },
  { when: (s) => isFound(s, Repeat) && isExpected(s, "an expression"), say: () => "repeat is a stage, and stands behind ->: h -> repeat 3 f" },
  { when: (s) => isFound(s, CloseRound, CloseSquare, DeclarationWord) && followsComma(s), say: () => "leave out the , before it" },
  { when: (s) => isFound(s, Comma) && (followsComma(s) || s.previous.tokenType === OpenRound || s.previous.tokenType === OpenSquare), say: () => "leave it out" },
  { when: (s) => isFound(s, Let) && isExpected(s, "`}`"), say: () => "the lets of a body stand before the expression that it gives" },
  { when: (s) => isFound(s, Assign) && s.rule === "body" && s.previous.tokenType === Name, say: ({ previous }) => `did you mean let ${previous.image} = …?` },
  { when: (s) => isFound(s, Name, Numeral) && s.rule === "body", say: ({ found }) => `a body gives one expression: is -> or an operator missing before ${found.image.slice(0, 32)}?` },
  { when: (s) => isFound(s, CloseCurly) && isExpected(s, "an expression"), say: () => "a body ends in one expression: what it gives" },
  { when: (s, source) => isFound(s, OpenRound) && s.previous.tokenType === Name && firstOnItsLine(source, s.found),
    say: (s) => `a ( that is the first on its line calls nothing: to call ${s.previous.image}, put it on that line` },
  { when: (s) => isFound(s, Comma) && s.rule === "parenthesised", say: () => "parentheses hold one expression; a list is [a, b], a record (one: a, other: b)" },
  { when: (s) => s.rule === "type" && isExpected(s, "a shape") && isFound(s, OpenCurly), say: () => "say what it gives: critic D(x: [2]) -> [1] { … }" },
  { when: (s) => s.rule === "parameters" && isFound(s, Arrow, OpenCurly), say: () => "a network has parameters: generator G(z: [100]) -> [2] { … }" },
  { when: (s) => s.rule === "parameters" && isFound(s, Assign), say: () => "a definition has parameters, def f(h) = …; a value without any is a let" },
  { when: (s) => s.rule === "let" && isFound(s, OpenRound), say: () => "a let has no parameters; a definition has: def f(h) = …" },
  { when: (s) => s.rule === "update" && isExpected(s, "`by`"), say: () => "say which optimiser takes the step: step D by adam(2e-4)" },
  { when: (s) => s.found.image === ">" && s.previous.image === "-", say: () => "an arrow is written ->, without a blank" },
  { when: (s) => isFound(s, Assign) && isExpected(s, "`,`") && s.previous.tokenType === Name, say: ({ previous }) => `an argument is named with a colon: ${previous.image}: …` },
  { when: (s) => isFound(s, Numeral, Name) && isExpected(s, "`batch`"), say: ({ found }) => `say that it is the batch: train batch ${found.image.slice(0, 32)} { … }` },
  { when: (s) => isFound(s, Assign, Tilde) && isExpected(s, "`:`") && (s.rule === "noise" || s.rule === "dataItem"), say: ({ previous }) => `say what it is: ${previous.image}: [2]` },
  { when: (s) => s.rule === "import" && isFound(s, Text), say: ({ found }) => `name what is imported: import { block } from ${found.image.slice(0, 64)}` },
  { when: (s) => isFound(s, Numeral) && isExpected(s, "a shape"), say: ({ found }) => `a shape stands in brackets: [${found.image.slice(0, 32)}]` },
  { when: (s) => isFound(s, Assign) && isExpected(s, "`{`"), say: () => "the body of a network stands in braces: { … }" },
  { when: (s) => isFound(s, OpenCurly) && isExpected(s, "`then`"), say: () => "a choice is written if c then a else b" },
  { when: (s) => isExpected(s, "`=`") && s.found.image === "==", say: () => "write =" },
  { when: (s) => isExpected(s, "`=`") && isFound(s, Colon), say: () => "only data, noise, states and parameters have a shape" },
  { when: (s) => isExpected(s, "`,`") && isFound(s, Name, Numeral) && !isFound(s, By), say: ({ found }) => `is a , missing before ${found.image.slice(0, 32)}?` },
];
