/**
 * What a compiler unrolled is rolled up again: statements that follow one another and differ in numbers only, each of which goes up by the
 * same every time, stand once, with how often. `runtime/unpack.ts` writes them out.
 */

import { once } from "../../../runtime/once.js";

/** A number: `[4, 2]` is 4 and 2 for each turn of the outermost loop around it. */
type Linear = readonly number[];

/** A stretch up to where a statement, an argument or a block ends: its text with a sign for each number, and these. */
interface Piece {
  /** As it stands, where no loop counts it. */
  readonly text?: string;
  readonly shape: string;
  /** The same for equal shapes. */
  readonly kind: number;
  readonly numbers: readonly Linear[];
}

interface Loop {
  /** In pieces. */
  readonly period: number;
  readonly turns: number;
  readonly saved: number;
}

/** Signs that WGSL doesn't have, from the outermost loop inwards: `$8;a$=0;$$` is `a0=0;` to `a7=0;`. */
const marks = ["$", "?"];
/** In pieces: the rows of a tile of 8 by 8, whose products are 8 each. */
const longestPeriod = 32;
/** Less isn't worth a loop. */
const least = 24;

/** A whole number, also at the end of a name; no part of one with a point or an exponent. */
const integer = /(?<![\d.]|\de[-+])(?:0|[1-9]\d*)(?![\d.]|e[-+]\d)/g;

/** The pieces of many texts: most are those of other texts too. */
export class Pieces {
  readonly #known = new Map<string, Piece>();
  readonly #kinds = new Map<string, number>();

  of(text: string): Piece[] {
    return (text.match(/[^;,{}]*[;,{}]|[^;,{}]+/g) ?? []).map((piece) => once(this.#known, piece, () => this.#read(piece)));
  }

  #read(piece: string): Piece {
    const numbers: Linear[] = [];
    const shape = piece.replace(integer, (number) => {
      numbers.push([Number(number)]);
      return "\0";
    });
    return { text: piece, shape, kind: once(this.#kinds, shape, () => this.#kinds.size), numbers };
  }
}

/** A number that a loop counts stands as `'2*$+1'`, or as the loop's own sign. */
export function rolled(text: string, pieces = new Pieces()): string {
  return roll(pieces.of(text), 0);
}

function roll(pieces: readonly Piece[], depth: number): string {
  if (depth === marks.length) return pieces.map(written).join("");
  let text = "";
  for (let at = 0; at < pieces.length; ) {
    const { period, turns } = bestLoop(pieces, at);
    const mark = marks[depth];
    if (turns === 1) text += written(pieces[at]);
    else text += `${mark}${turns};${roll(bodyOf(pieces, at, period, depth), depth + 1)}${mark}${mark}`;
    at += period * turns;
  }
  return text;
}

function bestLoop(pieces: readonly Piece[], at: number): Loop {
  let best: Loop = { period: 1, turns: 1, saved: least };
  for (let period = 1; period <= longestPeriod && at + 2 * period <= pieces.length; period++) {
    if (pieces[at + period].kind !== pieces[at].kind) continue;
    const turns = turnsOf(pieces, at, period);
    let saved = 0;
    for (let place = at + period; place < at + period * turns; place++) saved += pieces[place].shape.length;
    if (saved > best.saved) best = { period, turns, saved };
  }
  return best;
}

/** How often what stands here follows itself. */
function turnsOf(pieces: readonly Piece[], at: number, period: number): number {
  for (let turns = 1; ; turns++) {
    for (let i = 0; i < period; i++) if (!goesOn(pieces, at + turns * period + i, period, turns === 1)) return turns;
  }
}

function goesOn(pieces: readonly Piece[], place: number, period: number, first: boolean): boolean {
  const piece = pieces[place];
  const last = pieces[place - period];
  if (piece?.kind !== last.kind) return false;
  const before = first ? undefined : pieces[place - 2 * period];
  return piece.numbers.every((number, i) => follows(number, last.numbers[i], before?.numbers[i]));
}

/** Whether a number went up by a constant, and by the same as the time before. */
function follows(now: Linear, last: Linear, before: Linear | undefined): boolean {
  for (let depth = 1; depth < now.length; depth++) if (now[depth] !== last[depth]) return false;
  return before === undefined || now[0] - last[0] === last[0] - before[0];
}

/** The first turn, its numbers going up as the second's have. */
function bodyOf(pieces: readonly Piece[], at: number, period: number, depth: number): Piece[] {
  return pieces.slice(at, at + period).map(({ shape, kind, numbers }, i) => {
    const next = pieces[at + period + i].numbers;
    return { shape, kind, numbers: numbers.map((number, j) => [...number, ...Array<number>(depth + 1 - number.length).fill(0), next[j][0] - number[0]]) };
  });
}

function written({ text, shape, numbers }: Piece): string {
  if (text !== undefined) return text;
  let next = 0;
  return shape.replace(/\0/g, () => numberText(numbers[next++]));
}

function numberText([constant, ...steps]: Linear): string {
  const terms = steps.flatMap((step, depth) => (step === 0 ? [] : [step === 1 ? marks[depth] : `${step}*${marks[depth]}`]));
  if (constant !== 0 || terms.length === 0) terms.push(String(constant));
  return terms.length > 1 || terms[0].includes("*") ? `'${terms.join("+")}'` : terms[0];
}
