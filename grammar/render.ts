/** A mistake as a page for a person, and as JSON for a program. */

import { excerpt, printable } from "./columns.js";
import type { Diagnostic } from "./diagnostic.js";
import { positionAt, startsOfLines, type Position, type Source, type Span } from "./source.js";

export interface Look {
  /** Frames and marks in box-drawing characters; else everything in ASCII. */
  readonly unicode: boolean;
  /** With ANSI colours. */
  readonly colour: boolean;
}

/** A place to underline, and the words under it. */
interface Mark {
  readonly span: Span;
  readonly words: string;
  readonly primary: boolean;
}

/** Columns that source text may take; longer lines are cut around what is marked. */
const widest = 100;

/** The page, without a line end after its last line. */
export function renderDiagnostic(diagnostic: Diagnostic, look: Look): string {
  const pen = penFor(look, diagnostic.severity);
  const marks: Mark[] = [
    { span: diagnostic.span, words: diagnostic.label ?? "", primary: true },
    ...diagnostic.related.map(({ span, message }) => ({ span, words: message, primary: false })),
  ];
  const sources = [...new Set(marks.map(({ span }) => span.source))];
  const gutter = Math.max(...marks.map(({ span }) => String(positionAt(span.source, span.start).line).length));
  const frames = sources.map((source) => frame(marks.filter(({ span }) => span.source === source), gutter, look, pen));
  const title = `${pen.strong(`${diagnostic.severity}[${diagnostic.code}]`)} ${pen.bold(printable(diagnostic.message, look.unicode))}`;
  const help = diagnostic.help === undefined ? [] : [`${" ".repeat(gutter + 2)}${pen.help("help:")} ${printable(diagnostic.help, look.unicode)}`];
  return [title, ...frames, ...help].join("\n\n");
}

/** The places in one source, in the order of their lines, under the place that the first mark names. */
function frame(marks: readonly Mark[], gutter: number, look: Look, pen: Pen): string {
  const [{ span: { source, start } }] = marks;
  const at = positionAt(source, start);
  const corner = look.unicode ? "╭─" : "-->";
  const name = printable(source.name, look.unicode);
  const lines = [`${" ".repeat(gutter + (look.unicode ? 2 : 1))}${pen.frame(corner)} ${name}:${at.line}:${at.column}`];
  const ordered = [...marks].sort((a, b) => a.span.start - b.span.start);
  const numbers = [...new Set(ordered.map(({ span }) => positionAt(source, span.start).line))];
  for (const number of numbers) {
    const here = ordered.filter(({ span }) => positionAt(source, span.start).line === number);
    lines.push(...markedLine(source, number, here, gutter, look, pen));
  }
  return lines.join("\n");
}

/** A line and under it a row for each mark; again, elsewhere cut, for marks too far to the right to be seen with the first. */
function markedLine(source: Source, number: number, marks: readonly Mark[], gutter: number, look: Look, pen: Pen): string[] {
  const lineStart = startsOfLines(source)[number - 1];
  const line = lineText(source, number);
  const view = excerpt(line, marks[0].span.start - lineStart, widest, look.unicode);
  const seen = marks.filter((mark, i) => i === 0 || view.shows(mark.span.start - lineStart));
  const bar = pen.frame(look.unicode ? "│" : "|");
  const rows = [`${` ${pen.frame(String(number).padStart(gutter))} ${bar} ${view.text}`.trimEnd()}`];
  for (const mark of seen) {
    const from = view.columnOf(mark.span.start - lineStart);
    const to = view.columnOf(Math.min(mark.span.end - lineStart, line.length));
    const under = (mark.primary ? (look.unicode ? "━" : "^") : look.unicode ? "─" : "-").repeat(Math.max(1, to - from));
    const paint = mark.primary ? pen.strong : pen.other;
    const words = mark.words === "" ? "" : ` ${printable(mark.words, look.unicode)}`;
    rows.push(`${" ".repeat(gutter + 2)}${bar} ${" ".repeat(from)}${paint(under + words)}`);
  }
  const rest = marks.filter((mark) => !seen.includes(mark));
  return rest.length === 0 ? rows : [...rows, ...markedLine(source, number, rest, gutter, look, pen)];
}

function lineText(source: Source, number: number): string {
  const starts = startsOfLines(source);
  return source.text.slice(starts[number - 1], starts[number] ?? source.text.length).replace(/\r?\n$/, "");
}

interface Pen {
  readonly strong: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly frame: (text: string) => string;
  readonly other: (text: string) => string;
  readonly help: (text: string) => string;
}

function penFor({ colour }: Look, severity: Diagnostic["severity"]): Pen {
  const ink = (codes: string) => (text: string) => (colour ? `\u001b[${codes}m${text}\u001b[0m` : text);
  return { strong: ink(severity === "error" ? "1;31" : "1;33"), bold: ink("1"), frame: ink("2"), other: ink("36"), help: ink("1;32") };
}

// ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface JsonRange {
  readonly start: Position;
  readonly end: Position;
}

/** What `ganc check --json` prints for one mistake: lines and columns from 1, columns in UTF-16 code units, `end` not included. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  readonly file: string;
  readonly range: JsonRange;
  readonly related: readonly { readonly message: string; readonly file: string; readonly range: JsonRange }[];
  readonly help: string | null;
}

export function diagnosticToJson({ code, severity, message, span, related, help }: Diagnostic): JsonDiagnostic {
  return {
    code,
    severity,
    message,
    file: span.source.name,
    range: rangeOf(span),
    related: related.map((place) => ({ message: place.message, file: place.span.source.name, range: rangeOf(place.span) })),
    help: help ?? null,
  };
}

function rangeOf({ source, start, end }: Span): JsonRange {
  return { start: positionAt(source, start), end: positionAt(source, end) };
}

/** By file, then by place. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => compare(a.span.source.name, b.span.source.name) || a.span.start - b.span.start || a.span.end - b.span.end || compare(a.code, b.code));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
