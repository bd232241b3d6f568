/** The text of one `.gan` file, and places in it. Offsets are UTF-16 code units from 0; lines and columns are from 1. */

export interface Source {
  /** The path as the user gave it; `prelude/NAME.gan` for what comes with the compiler. */
  readonly name: string;
  readonly text: string;
}

/** A half-open stretch of a source, `start` included and `end` not. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStarts = new WeakMap<Source, readonly number[]>();

/** The offset at which each line starts. */
export function startsOfLines(source: Source): readonly number[] {
  let starts = lineStarts.get(source);
  if (!starts) {
    const found = [0];
    for (let i = source.text.indexOf("\n"); i >= 0; i = source.text.indexOf("\n", i + 1)) found.push(i + 1);
    lineStarts.set(source, (starts = found));
  }
  return starts;
}

export function positionAt(source: Source, offset: number): Position {
  const starts = startsOfLines(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low] + 1 };
}

/** From the start of `a` to the end of `b`. */
export function join(a: Span, b: Span): Span {
  return { source: a.source, start: a.start, end: b.end };
}
