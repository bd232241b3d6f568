/** What the rules of every layer share: lists in brackets, names, and the limit on nesting. */

import { tokenMatcher, type IToken, type TokenType } from "chevrotain";
import { closerOf } from "./brackets.js";
import { firstOnItsLine, quoted, spanOf } from "./explain.js";
import { deepest, nestingMistake } from "./lexer.js";
import { RecoveringParser } from "./recovery.js";
import type { Identifier } from "./syntax.js";
import {
  BinarySign, Comma, Else, False, If, Name, Not, Numeral, OpenRound, OpenSquare, Repeat, Reserved, Text, Then, True,
} from "./tokens.js";

export abstract class ListParser extends RecoveringParser {
  /** Items with commas between, up to and with the closing bracket; each item is recovered on its own. */
  protected items<T>(closer: TokenType, what: string, read: () => T): T[] {
    const found: T[] = [];
    let failed = false;
    this.readReservedAsNameInExpression();
    let first: IToken;
    do {
      first = this.LA(1);
      this.MANY_SEP({
        SEP: Comma,
        DEF: () => {
          // Behind a bad item, as behind a bracket that was never opened, what can't even begin an item is the same mistake still.
          if (failed) this.keepQuietAt(this.LA(1));
          const item = this.recover(read, this.atItem(closer));
          if (item === undefined) failed = true;
          else found.push(item);
        },
      });
    } while (this.goesOn(first, closer, what));
    this.consume(9, closer);
    return found;
  }

  /** Whether, at what is neither `,` nor the closing bracket, there is another item to read; the mistake is reported. `first`: where reading last began. */
  private goesOn(first: IToken, closer: TokenType, what: string): boolean {
    const found = this.LA(1);
    if (this.RECORDING_PHASE || found.tokenType === closer) return false;
    const begins = closerOf.has(this.LA(0).tokenType) || this.LA(0).tokenType === Comma;
    this.stopped(found, begins ? `${what} or ${closer.LABEL}` : `\`,\` or ${closer.LABEL}`, this.LA(0), "items");
    // What looks like an item and none was read of would be looked at again and again.
    if (!begins && found !== first && beginsItem(found) && !this.innermostBracket(found)?.endsHere) return true;
    if (!this.skip(found, this.atItem(closer))) this.abandon();
    if (this.LA(1).tokenType === closer) return false;
    this.SKIP_TOKEN();
    return true;
  }

  /** Reports brackets with nothing in them, where there must be something. */
  protected refuseNothing(closer: TokenType, what: string): void {
    if (!this.RECORDING_PHASE && this.LA(1).tokenType === closer) this.stopped(this.LA(1), what, this.LA(0), "items");
  }

  /** A name; `index` tells the names of one rule apart, `what` is what the reader calls it. */
  protected name(index: number, what: string): Identifier {
    this.readReservedAsName();
    const token = this.consume(index, Name, { ERR_MSG: what });
    return { name: token.image, span: spanOf(this.source, token) };
  }

  /** Where a name should stand and a word of the language stands, on the same line, it was meant as a name: it is reported, and read as one. */
  protected readReservedAsName(): void {
    const token = this.LA(1);
    if (this.RECORDING_PHASE || !tokenMatcher(token, Reserved) || firstOnItsLine(this.source, token)) return;
    const next = this.LA(2);
    if (tokenMatcher(next, Name) || tokenMatcher(next, Reserved) || tokenMatcher(next, Numeral) || tokenMatcher(next, Text)) return;
    this.report("syntax/reserved", `${quoted(token)} is a word of the language, so it can't be a name`, spanOf(this.source, token), {
      help: `give it another name, such as ${token.image}_1`,
    });
    become(token, Name);
  }

  /** The same where an expression may stand: words that expressions are made of are left alone. */
  protected readReservedAsNameInExpression(): void {
    const token = this.LA(1);
    const belongs = [If, Not, True, False, Repeat, Then, Else].includes(token.tokenType) || tokenMatcher(token, BinarySign);
    if (!belongs) this.readReservedAsName();
  }

  /** Counts how deep expressions stand in each other: a long row of `if` has no brackets, and would end the stack as well. */
  protected nested<T>(read: () => T): T {
    if (this.depth >= deepest) {
      this.failures++;
      this.mistakes.push(nestingMistake(spanOf(this.source, this.LA(1))));
      this.abandon();
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }
}

function beginsItem(token: IToken): boolean {
  return [Name, Numeral, OpenRound, OpenSquare].some((type) => tokenMatcher(token, type));
}

/** Reads this very token as one of another type from now on. */
export function become(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? token.tokenTypeIdx;
}
