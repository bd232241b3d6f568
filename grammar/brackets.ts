/** Which brackets belong together, and which are open at a place. */

import type { IToken, TokenType } from "chevrotain";
import { CloseCurly, CloseRound, CloseSquare, OpenCurly, OpenRound, OpenSquare } from "./tokens.js";

export const closerOf = new Map<TokenType, TokenType>([[OpenRound, CloseRound], [OpenSquare, CloseSquare], [OpenCurly, CloseCurly]]);
export const closers: ReadonlySet<TokenType> = new Set(closerOf.values());

/** Keeps the row of open brackets, past one more token. */
export function follow(open: IToken[], token: IToken): void {
  if (closerOf.has(token.tokenType)) open.push(token);
  if (!closers.has(token.tokenType)) return;
  const matches = open.findLastIndex((bracket) => closerOf.get(bracket.tokenType) === token.tokenType);
  const crosses = open.slice(matches + 1).some((bracket) => bracket.tokenType === OpenCurly);
  if (matches >= 0 && !crosses) open.length = matches;
}
