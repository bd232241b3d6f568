/** The comments between tokens: each belongs to the token before it on its line, or else to the next one. */

import type { IToken } from "chevrotain";
import type { Note } from "./layout.js";
import type { Source } from "./source.js";

export interface CommentedToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Before it, on lines of their own. */
  readonly above: readonly Note[];
  /** Before it, on its own line: `f(/* size *\/ 3)`. */
  readonly before: readonly Note[];
  /** Behind it, to the end of its line. */
  readonly behind: readonly Note[];
  /** Whether it, or the first comment above it, begins a line. */
  readonly startsLine: boolean;
  /** Whether an empty line stands before it and the comments above it. */
  readonly afterBlank: boolean;
}

/** The tokens with their comments; at the end of the file stands an empty one. */
export function withComments(source: Source, tokens: readonly IToken[]): CommentedToken[] {
  const ends = [...tokens.map((token) => ({ image: token.image, start: token.startOffset })), { image: "", start: source.text.length }];
  let end = 0;
  const gaps = ends.map(({ image, start }, i) => {
    const between = readGap(source.text, end, start, i > 0, i === tokens.length);
    end = start + image.length;
    return between;
  });
  return ends.map(({ image, start }, i) => {
    const { above, before, startsLine, afterBlank } = gaps[i];
    return { text: image, start, end: start + image.length, above, before, startsLine, afterBlank, behind: gaps[i + 1]?.behind ?? [] };
  });
}

interface Gap {
  readonly behind: Note[];
  readonly above: Note[];
  readonly before: Note[];
  readonly startsLine: boolean;
  readonly afterBlank: boolean;
}

function readGap(text: string, start: number, end: number, hasTokenBefore: boolean, endsFile: boolean): Gap {
  const gap = text.slice(start, end);
  const comments = [...gap.matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)].map((found) => ({ text: found[0].trimEnd(), from: found.index, to: found.index + found[0].length }));
  const newlines = (from: number, to: number): number => gap.slice(from, to).split("\n").length - 1;
  const behind: Note[] = [];
  const above: Note[] = [];
  const before: Note[] = [];
  let afterBlank = false;
  let onFirstLine = hasTokenBefore;
  // A comment that a line ends behind stands behind the token before it, or alone; another stands before what follows it.
  comments.forEach((comment, i) => {
    const next = comments[i + 1]?.from ?? gap.length;
    const previous = comments[i - 1]?.to ?? 0;
    if (newlines(previous, comment.from) > 0) onFirstLine = false;
    if (above.length + before.length === 0 && !onFirstLine && newlines(previous, comment.from) > 1) afterBlank = true;
    const lineEnds = comments.slice(i).some((later, j) => newlines(later.to, comments[i + j + 1]?.from ?? gap.length) > 0) || endsFile;
    const note = { kind: "note" as const, text: comment.text.replaceAll("\r", ""), alone: !onFirstLine, blankAfter: newlines(comment.to, next) > 1 };
    if (onFirstLine && lineEnds) behind.push({ ...note, blankAfter: false });
    else if (newlines(comment.to, next) > 0 || endsFile) above.push(note);
    else before.push({ ...note, alone: false, blankAfter: false });
  });
  const last = comments.at(-1)?.to ?? 0;
  if (above.length + before.length === 0 && newlines(last, gap.length) > 1) afterBlank = true;
  return { behind, above, before, startsLine: gap.includes("\n"), afterBlank };
}
