/** The parser itself: a file is a row of declarations, and after a mistake in one the next is read all the same. */

import { EOF, tokenMatcher, type IToken } from "chevrotain";
import { DeclarationParser } from "./declarations.js";
import type { Diagnostic } from "./diagnostic.js";
import { quoted, spanOf } from "./explain.js";
import { become } from "./lists.js";
import { enough, type Mark } from "./recovery.js";
import type { Source } from "./source.js";
import type { Declaration } from "./syntax.js";
import { CloseCurly, CloseRound, CloseSquare, Name, OpenRound, StatementWord } from "./tokens.js";
import { meantDeclaration } from "./words.js";

export interface Reading {
  readonly declarations: readonly Declaration[];
  /** The tokens of what could not be read, a row for each piece. */
  readonly unread: readonly (readonly IToken[])[];
  readonly mistakes: readonly Diagnostic[];
  /** Those of them that were met in such a row, wherever they are shown: often at the word that begins the next declaration. */
  readonly ofUnread: ReadonlySet<Diagnostic>;
  /** Those of the mistakes, and where the lexer's are, that lie in a piece of the tree that says so. */
  readonly contained: ReadonlySet<Diagnostic>;
  readonly containedLexical: ReadonlySet<number>;
}

export class GanParser extends DeclarationParser {
  private declarations: Declaration[] = [];
  private unread: IToken[][] = [];
  /** The mistakes of what is unread, by their places in `mistakes`. */
  private ofUnread = new Set<number>();

  constructor() {
    super();
    this.performSelfAnalysis();
  }

  /**
   * Every declaration that could be read, and all mistakes met on the way; nothing is said about tokens at the offsets `reported`.
   * The tokens become the parser's own.
   */
  read(source: Source, tokens: readonly IToken[], reported: Iterable<number>): Reading {
    this.begin(source, tokens, reported);
    this.declarations = [];
    this.unread = [];
    this.ofUnread = new Set();
    this.file();
    const { declarations, unread, mistakes, containedLexical } = this;
    const those = (places: ReadonlySet<number>): Set<Diagnostic> => new Set(mistakes.filter((_, i) => places.has(i)));
    return { declarations, unread, mistakes, ofUnread: those(this.ofUnread), contained: those(this.contained), containedLexical };
  }

  private readonly file = this.RULE("file", (): void => {
    do {
      this.MANY({
        GATE: () => this.failures <= enough,
        DEF: () => {
          const [mark, first] = [this.mark(), this.LA(1)];
          this.ACTION(() => (this.declarationStart = first));
          const declaration = this.recover(() => this.SUBRULE(this.declaration), this.atDeclaration);
          this.ACTION(() => (declaration ? this.declarations.push(declaration) : this.leaveUnread(first, mark)));
        },
      });
    } while (this.findsDeclaration());
  });

  private leaveUnread(first: IToken, since: Mark): void {
    this.unread.push(this.tokens.slice(this.indexOf(first), this.indexOf(this.LA(1))));
    for (let i = since.mistakes; i < this.mistakes.length; i++) this.ofUnread.add(i);
  }

  /** Whether, at what begins no declaration, there is more of the file to read; the mistake is reported. */
  private findsDeclaration(): boolean {
    const first = this.LA(1);
    if (this.RECORDING_PHASE || first.tokenType === EOF) return false;
    this.declarationStart = undefined;
    const mark = this.mark();
    if (this.failures > enough) {
      this.skip(first, () => "skip");
      this.leaveUnread(first, mark);
      return false;
    }
    if (this.refuseDeclaration(first)) {
      this.contain(mark);
      return true;
    }
    this.SKIP_TOKEN();
    this.skip(first, this.atDeclaration);
    this.leaveUnread(first, mark);
    return true;
  }

  /** Reports `found`; true if it can be read as the word that was meant. */
  private refuseDeclaration(found: IToken): boolean {
    this.failures++;
    const span = spanOf(this.source, found);
    if ([CloseRound, CloseSquare, CloseCurly].includes(found.tokenType)) {
      this.report("syntax/unopened", `this ${quoted(found)} closes nothing`, span);
    } else if (tokenMatcher(found, StatementWord)) {
      this.report("syntax/declaration", `${quoted(found)} stands outside the train block`, span, { help: "statements stand in train batch 64 { … }" });
    } else if (tokenMatcher(found, Name)) {
      return this.refuseName(found);
    } else {
      this.stopped(found, "a declaration", this.LA(0), "file");
    }
    return false;
  }

  private refuseName(found: IToken): boolean {
    const next = this.LA(2);
    const hasSubject = tokenMatcher(next, Name) || next.tokenType === OpenRound;
    const meant = hasSubject ? meantDeclaration(found.image) : undefined;
    this.report("syntax/declaration", `${quoted(found)} begins no declaration`, spanOf(this.source, found), { help: this.likely(found, next, meant?.word) });
    if (meant) become(found, meant.type);
    return meant !== undefined;
  }

  private likely(found: IToken, next: IToken, meant: string | undefined): string | undefined {
    if (meant !== undefined) return `did you mean ${meant}?`;
    if (next.image !== "=") return undefined;
    return this.declarations.at(-1)?.kind === "hyper" ? `is a , missing before ${found.image}?` : `did you mean let ${found.image} = …?`;
  }
}
