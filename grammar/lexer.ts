/**
 * Text to tokens. What is no part of the language is reported here, once, and the tokens that go on to the parser read as what was meant,
 * so that one wrong sign is one mistake. Only `Illegal` tokens are left in: the parser stops at them and knows that they are reported.
 */

import { tokenLabel, type IToken, type TokenType } from "chevrotain";
import type { Diagnostic } from "./diagnostic.js";
import { spanOf } from "./explain.js";
import { explainNumber } from "./numerals.js";
import { Scanner } from "./scanner.js";
import type { Source, Span } from "./source.js";
import {
  ForeignName, HashComment, Illegal, MalformedNumber, Numeral, OpenComment, OpenText, Semicolon, SingleQuoted, ignored, lookAlikes, vocabulary,
} from "./tokens.js";

export interface Tokens {
  readonly tokens: readonly IToken[];
  readonly mistakes: readonly Diagnostic[];
  /** Stretches of text that were not made into tokens, so that anything may stand in them. */
  readonly unreadable: readonly Span[];
}

/** Mistakes past this many are not even collected. */
const plenty = 1000;

/** How deep a program may nest. Reading one level takes up to 7 KB of stack, and an engine may give no more than half a megabyte. */
export const deepest = 64;

const scanner = new Scanner(vocabulary, new Set(ignored));

export function tokenize(source: Source): Tokens {
  const tooDeep = firstTooDeep(source.text);
  if (tooDeep !== undefined) {
    const mistake = nestingMistake({ source, start: tooDeep, end: tooDeep + 1 });
    return { tokens: [], mistakes: [mistake], unreadable: [{ source, start: 0, end: source.text.length }] };
  }
  const { tokens, unscanned } = scanner.scan(source.text);
  const unreadable = unscanned.map(({ offset, length }) => illegal(source, offset, source.text.slice(offset, offset + length)));
  return settle(source, tokens, unreadable);
}

export function nestingMistake(span: Span): Diagnostic {
  return {
    code: "syntax/nesting",
    severity: "error",
    message: `this stands more than ${deepest} levels deep, and that is as deep as a program may nest`,
    span,
    related: [],
    help: "give the inner parts names, with let or def",
  };
}

/** The first bracket past the limit, found without making tokens, since a file may be megabytes of brackets. */
function firstTooDeep(text: string): number | undefined {
  const pattern = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"[^"\r\n]*"?|[()[\]{}]/g;
  let depth = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    if ("([{".includes(found[0]) && ++depth > deepest) return found.index;
    if (")]}".includes(found[0])) depth = Math.max(0, depth - 1);
  }
  return undefined;
}

type Finding = Pick<Diagnostic, "code" | "message" | "help" | "label">;

/** What is said about each kind of token that is no part of the language. */
const findings: ReadonlyMap<TokenType, (image: string) => Finding> = new Map<TokenType, (image: string) => Finding>([
  [MalformedNumber, explainNumber],
  [Illegal, explainCharacter],
  [ForeignName, (image) => ({
    code: "syntax/name", message: `\`${visible(image)}\` is no name: names are made of the letters a to z, digits and _`, help: spelledOut(image),
  })],
  [OpenText, () => ({ code: "syntax/text", message: "this text has no closing quote on its line", help: "end it with \"" })],
  [SingleQuoted, (image) => ({
    code: "syntax/text", message: "a text stands in double quotes", help: `write "${image.slice(1, -1)}"`,
  })],
  [OpenComment, () => ({ code: "syntax/comment", message: "this comment is never closed", help: "end it with */" })],
  [HashComment, () => ({ code: "syntax/comment", message: "`#` begins no comment", help: "begin it with //" })],
  [Semicolon, () => ({ code: "syntax/character", message: "`;` is no part of the language", help: "leave it out: a declaration ends where the next begins" })],
]);

/** Left out of what the parser reads. */
const dropped: ReadonlySet<TokenType> = new Set([OpenComment, HashComment, Semicolon]);

function settle(source: Source, found: readonly IToken[], unreadable: readonly Diagnostic[]): Tokens {
  const tokens: IToken[] = [];
  const mistakes = [...unreadable];
  const swallowed: Span[] = [];
  for (const token of found) {
    const meant = lookAlikes.get(token.tokenType);
    const finding = meant ? explainLookAlike(token.image, meant) : findings.get(token.tokenType)?.(token.image) ?? overflow(token);
    if (finding && mistakes.length < plenty) mistakes.push({ ...finding, severity: "error", span: marked(source, token), related: [] });
    if (token.tokenType === OpenComment) swallowed.push(spanOf(source, token));
    if (dropped.has(token.tokenType)) continue;
    tokens.push(meant ? retyped(token, meant) : token);
  }
  return { tokens, mistakes, unreadable: swallowed };
}

/** The index of the first token at or after `offset`. */
export function firstFrom(tokens: readonly IToken[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle].startOffset < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same text, read as a token of another type. */
function retyped(token: IToken, type: TokenType): IToken {
  return { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? token.tokenTypeIdx };
}

/** Of a comment or text that runs on, only where it begins. */
function marked(source: Source, token: IToken): Span {
  const runsOn = token.tokenType === OpenComment || token.tokenType === HashComment;
  const length = runsOn ? (token.tokenType === OpenComment ? 2 : 1) : token.image.length;
  return { source, start: token.startOffset, end: token.startOffset + length };
}

function overflow(token: IToken): Finding | undefined {
  if (token.tokenType !== Numeral || Number.isFinite(Number(token.image))) return undefined;
  return { code: "syntax/number", message: `\`${token.image}\` is more than a number here can hold` };
}

function explainLookAlike(image: string, meant: TokenType): Finding {
  const right = tokenLabel(meant);
  return { code: "syntax/operator", message: `\`${image}\` is no operator of the language`, help: `write ${right}` };
}

const writtenInstead: ReadonlyMap<string, string> = new Map([
  ["?", "a choice is written if c then a else b"],
  ["@", "a matrix product is written matmul(a, b)"],
]);

function explainCharacter(image: string): Finding {
  return { code: "syntax/character", message: `\`${visible(image)}\` is no part of the language`, help: writtenInstead.get(image) };
}

function illegal(source: Source, offset: number, image: string): Diagnostic {
  return { ...explainCharacter(image), severity: "error", span: { source, start: offset, end: offset + image.length }, related: [] };
}

/** The characters themselves where they can be seen, else their code points; cut where there are many. */
function visible(image: string): string {
  const characters = [...image.slice(0, 40)];
  const shown = characters.slice(0, 20).map((c) => (/[\p{C}\p{Z}]/u.test(c) ? `U+${c.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}` : c));
  return shown.join("") + (characters.length > 20 ? "…" : "");
}

const greek: Readonly<Record<string, string>> = {
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", η: "eta", θ: "theta", λ: "lambda", μ: "mu", ν: "nu", ρ: "rho", σ: "sigma", τ: "tau",
  φ: "phi", ψ: "psi", ω: "omega",
};

function spelledOut(image: string): string | undefined {
  if (image.length > 40) return undefined;
  const plain = [...image.normalize("NFKD").replace(/\p{M}/gu, "")].map((c) => greek[c] ?? c).join("");
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(plain) ? `write ${plain}` : undefined;
}
