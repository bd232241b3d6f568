/**
 * How the parser goes on after a mistake. A construct that can be resumed inside (a list's item, a body's let, a statement, a declaration) runs
 * under `recover`: the mistake is reported once, tokens are skipped, brackets matched, until the construct's own resume point, and reading goes
 * on there. Where that point can't be found before something bigger begins, the mistake is handed outwards, silently, as `Abandoned`.
 */

import { EmbeddedActionsParser, EOF, isRecognitionException, tokenMatcher, type IRecognitionException, type IToken, type TokenType } from "chevrotain";
import { closerOf, closers, follow } from "./brackets.js";
import type { Diagnostic } from "./diagnostic.js";
import { explain, firstOnItsLine, type OpenBracket, type Stop } from "./explain.js";
import { firstFrom } from "./lexer.js";
import type { Source, Span } from "./source.js";
import type { Expression } from "./syntax.js";
import {
  Arrow, Assign, CloseCurly, Colon, Comma, DeclarationWord, Else, From, Let, Name, Numeral, OpenCurly, Repeat, Sample, SetWord, StatementWord, Then,
  vocabulary,
} from "./tokens.js";
import { meantDeclaration, meantStatement } from "./words.js";

/** Already reported; whoever can resume does. */
class Abandoned extends Error {}

/** What to do at a token while skipping. `open` are the brackets opened since the construct began that are still open. */
export type Resume = (token: IToken, open: readonly IToken[]) => "here" | "skip" | "hand on";

/** A place in the file, and how many mistakes there were when it was come to. */
export interface Mark {
  readonly mistakes: number;
  readonly start: number;
}

/** More mistakes than anyone reads in one go. */
export const enough = 100;

export abstract class RecoveringParser extends EmbeddedActionsParser {
  protected source: Source = { name: "", text: "" };
  protected tokens: readonly IToken[] = [];
  /** Where the declaration that is being read begins. */
  protected declarationStart: IToken | undefined;
  protected mistakes: Diagnostic[] = [];
  /** Those of them that lie in a piece of the tree that says so, by their places in `mistakes`: what stands around it was read. */
  protected contained = new Set<number>();
  /** Where the lexer complained of something, and which of these are contained. */
  private lexical: readonly number[] = [];
  protected containedLexical = new Set<number>();
  /** How often the parser had to stop, reported or not. */
  protected failures = 0;
  /** Where it stopped: it never complains of the same place twice. */
  private stops = new Set<number>();
  /** The mistake made of what is inside each bracket. */
  private complaints = new Map<IToken, { readonly found: IToken; readonly index: number }>();
  /** How deep expressions stand in each other here. */
  protected depth = 0;

  constructor() {
    // Of what Chevrotain says, only what should have stood is kept, as the exception's message: explain.ts makes the sentence.
    super([...vocabulary], {
      recoveryEnabled: false,
      maxLookahead: 2,
      errorMessageProvider: {
        buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
        buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
        buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
        buildNotAllInputParsedMessage: () => "the end of the file",
      },
    });
  }

  /** `reported` are the offsets of tokens that were complained of before. */
  protected begin(source: Source, tokens: readonly IToken[], reported: Iterable<number>): void {
    this.input = [...tokens];
    this.source = source;
    this.tokens = tokens;
    this.declarationStart = undefined;
    this.mistakes = [];
    this.contained = new Set();
    this.lexical = [...reported];
    this.containedLexical = new Set();
    this.failures = 0;
    this.stops = new Set(this.lexical);
    this.complaints = new Map();
    this.depth = 0;
  }

  // ── Reporting ──────────────────────────────────────────────────────────────────────────────────────────────────────

  protected report(code: string, message: string, span: Span, more: Partial<Pick<Diagnostic, "label" | "help" | "related">> = {}): void {
    this.mistakes.push({ code, severity: "error", message, span, related: [], ...more });
  }

  /** Reports what can't be read on from: whoever can resume does. */
  protected refuse(code: string, message: string, span: Span, help: string): never {
    this.failures++;
    this.report(code, message, span, { help });
    return this.abandon();
  }

  /** Reports that `expected` doesn't stand at the next token, unless something was reported there already. */
  protected stopped(found: IToken, expected: string, previous: IToken, rule: string): void {
    this.failures++;
    const offset = found.tokenType === EOF ? this.source.text.length : found.startOffset;
    if (this.stops.has(offset)) return;
    this.stops.add(offset);
    const open = this.innermostBracket(found);
    const stop = { found, expected, previous, rule, open };
    if (open && expected.includes(open.closer.LABEL ?? "")) this.complainOfBracket({ ...stop, open });
    else this.mistakes.push(explain(this.source, stop));
  }

  protected keepQuietAt(token: IToken): void {
    this.stops.add(token.startOffset);
  }

  /** One complaint a bracket: if it turns out never to be closed, then that was what was wrong where something else was missed first. */
  private complainOfBracket(stop: Stop & { readonly open: OpenBracket }): void {
    const { bracket, endsHere } = stop.open;
    const earlier = this.complaints.get(bracket);
    if (!earlier) this.complaints.set(bracket, { found: stop.found, index: this.mistakes.push(explain(this.source, stop)) - 1 });
    else if (endsHere) this.mistakes[earlier.index] = explain(this.source, { ...stop, found: earlier.found });
  }

  protected innermostBracket(found: IToken): OpenBracket | undefined {
    const bracket = this.openBrackets(this.declarationStart ?? found).at(-1);
    const closer = bracket && closerOf.get(bracket.tokenType);
    if (!closer) return undefined;
    const outer = closers.has(found.tokenType) || [EOF, OpenCurly, Then, Else].includes(found.tokenType) || this.beginsSomething(found);
    const endsHere = closer === CloseCurly ? found.tokenType === EOF || found.tokenType === From || this.beginsNextDeclaration(found) : outer;
    return { bracket, closer, endsHere };
  }

  // ── Where mistakes lie ─────────────────────────────────────────────────────────────────────────────────────────────

  protected mark(): Mark {
    return { mistakes: this.mistakes.length, start: this.LA(1).startOffset };
  }

  /** All mistakes made since lie in what the tree says was not read, or has left out. */
  protected contain(since: Mark): void {
    for (let i = since.mistakes; i < this.mistakes.length; i++) this.contained.add(i);
    for (const offset of this.lexicalSince(since)) this.containedLexical.add(offset);
  }

  protected isSpoiled(since: Mark): boolean {
    return this.mistakes.some((_, i) => i >= since.mistakes && !this.contained.has(i)) || this.lexicalSince(since).some((offset) => !this.containedLexical.has(offset));
  }

  private lexicalSince({ start }: Mark): number[] {
    const last = this.LA(0);
    const end = last.startOffset + last.image.length;
    return this.lexical.filter((offset) => offset >= start && offset < end);
  }

  /** What `read` reads, or, where a mistake lies in it, that it was not read. */
  protected piece(read: () => Expression): Expression {
    const [mark, first] = [this.mark(), this.LA(1)];
    const expression = read();
    if (!this.isSpoiled(mark)) return expression;
    this.contain(mark);
    return { kind: "unread", span: this.spanFrom(first) };
  }

  /** Gives up what is being read, after a report. */
  protected abandon(): never {
    throw new Abandoned();
  }

  protected spanFrom(first: IToken): Span {
    const last = this.LA(0);
    return { source: this.source, start: first.startOffset, end: last.startOffset + last.image.length };
  }

  // ── Going on ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What `read` reads; nothing where it failed and reading goes on at the resume point. */
  protected recover<T>(read: () => T, resume: Resume): T | undefined {
    const first = this.LA(1);
    const { depth } = this;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (isRecognitionException(error)) this.stoppedBy(error as Error & IRecognitionException);
      else if (!(error instanceof Abandoned)) throw error;
      this.depth = depth;
      if (!this.skip(first, resume)) throw new Abandoned();
      return undefined;
    }
  }

  private stoppedBy({ token, message, previousToken, context }: IRecognitionException & { readonly previousToken?: IToken }): void {
    this.stopped(token, message, previousToken ?? this.LA(0), context.ruleStack.at(-1) ?? "");
  }

  /** Skips to where `resume` says "here"; false where it hands the mistake on, or the file ends. */
  protected skip(first: IToken, resume: Resume): boolean {
    const open = this.openBrackets(first);
    for (let token = this.LA(1); ; token = this.SKIP_TOKEN()) {
      // A word that begins something, and a }, are never inside ( or [: whatever of these is open was never closed.
      if (token.tokenType === CloseCurly || this.beginsSomething(token)) while (open.length > 0 && open.at(-1)?.tokenType !== OpenCurly) open.pop();
      const decision = resume(token, open);
      if (decision !== "skip") return decision === "here";
      if (token.tokenType === EOF) return false;
      follow(open, token);
    }
  }

  /** The brackets between `first` and the next token that are still open. */
  private openBrackets(first: IToken): IToken[] {
    const open: IToken[] = [];
    for (let i = this.indexOf(first); i < this.indexOf(this.LA(1)); i++) follow(open, this.tokens[i]);
    return open;
  }

  protected indexOf(token: IToken): number {
    return token.tokenType === EOF ? this.tokens.length : firstFrom(this.tokens, token.startOffset);
  }

  /** Whether the next token, `token`, begins a declaration, a let or a statement. */
  private beginsSomething(token: IToken): boolean {
    const before = this.LA(0).tokenType;
    if (token.tokenType === Sample) return before !== Colon;
    if (token.tokenType === Repeat) return before !== Arrow;
    if (token.tokenType === SetWord) return before !== Comma;
    return tokenMatcher(token, DeclarationWord) || tokenMatcher(token, StatementWord);
  }

  /** A declaration's word that begins a line, no further in than the declaration being read: that one's `}` is missing. */
  protected beginsNextDeclaration(token: IToken): boolean {
    const start = this.declarationStart;
    if (!start || token === start || !tokenMatcher(token, DeclarationWord) || !this.beginsSomething(token)) return false;
    return firstOnItsLine(this.source, token) && this.column(token) <= this.column(start);
  }

  private column(token: IToken): number {
    return token.startOffset - this.source.text.lastIndexOf("\n", token.startOffset - 1);
  }

  /** Whatever was read before it, a declaration can be resumed at the next one, and at the end of the file. */
  protected readonly atDeclaration: Resume = (token, open) => {
    if (token.tokenType === EOF) return "here";
    const outside = open.length === 0 && tokenMatcher(token, DeclarationWord) && this.beginsSomething(token);
    return outside || this.beginsNextDeclaration(token) || (open.length === 0 && this.seemsDeclaration(token)) ? "here" : "skip";
  };

  /** `generater G` or `fake = G(z)`, at the left edge. */
  private seemsDeclaration(token: IToken): boolean {
    if (!tokenMatcher(token, Name) || !firstOnItsLine(this.source, token)) return false;
    if (this.column(token) > (this.declarationStart ? this.column(this.declarationStart) : 1)) return false;
    const next = this.LA(2).tokenType;
    return next === Assign || (tokenMatcher(this.LA(2), Name) && meantDeclaration(token.image) !== undefined);
  }

  protected readonly atLet: Resume = (token, open) => {
    if (this.beginsNextDeclaration(token)) return "hand on";
    return open.length === 0 && (token.tokenType === Let || token.tokenType === CloseCurly) ? "here" : "skip";
  };

  /** At the end of a body, where its last expression could not be read. */
  protected readonly atBodyEnd: Resume = (token, open) => {
    if (this.beginsNextDeclaration(token)) return "hand on";
    return open.length === 0 && token.tokenType === CloseCurly ? "here" : "skip";
  };

  protected readonly atStatement: Resume = (token, open) => {
    if (this.beginsNextDeclaration(token)) return "hand on";
    const statement = tokenMatcher(token, StatementWord) && this.beginsSomething(token);
    return open.length === 0 && (statement || token.tokenType === CloseCurly || this.seemsStatement(token)) ? "here" : "skip";
  };

  /** `stpe D`, `repaet 5`. */
  private seemsStatement(token: IToken): boolean {
    const next = this.LA(2);
    const followed = tokenMatcher(next, Name) || tokenMatcher(next, Numeral);
    return followed && tokenMatcher(token, Name) && meantStatement(token.image) !== undefined;
  }

  /** At the next item of a list, or at its end. */
  protected atItem(closer: TokenType): Resume {
    return (token, open) => {
      if (this.beginsSomething(token)) return "hand on";
      if (open.length > 0) return "skip";
      if (token.tokenType === Comma || token.tokenType === closer) return "here";
      return closers.has(token.tokenType) ? "hand on" : "skip";
    };
  }

  /** At the next item of a list without brackets, or where the next declaration begins. */
  protected readonly atBareItem: Resume = (token, open) => {
    if (this.beginsSomething(token)) return "here";
    return open.length === 0 && token.tokenType === Comma ? "here" : "skip";
  };
}
