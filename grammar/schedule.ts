/** The train block and its statements. They need no separators: each begins with a word of its own. */

import { EOF, tokenMatcher } from "chevrotain";
import { quoted, spanOf } from "./explain.js";
import { become } from "./lists.js";
import type { Assignment, Average, Clip, Every, Expression, RepeatStatement, SetStatement, Statement, Step, Train } from "./syntax.js";
import {
  As, Assign, Average as AverageWord, Batch, By, Clip as ClipWord, CloseCurly, CloseSquare, Comma, Decay, DeclarationWord, Every as EveryWord, In, Name,
  OpenCurly, OpenSquare, Repeat, SetWord, Step as StepWord, Train as TrainWord,
} from "./tokens.js";
import { TypeParser } from "./types.js";
import { meantStatement } from "./words.js";

type Update = Step["updates"][number];

export abstract class ScheduleParser extends TypeParser {
  protected readonly train = this.RULE("train", (): Train => {
    const first = this.CONSUME(TrainWord);
    this.CONSUME(Batch);
    const batch = this.piece(() => this.SUBRULE(this.operation));
    const statements = this.SUBRULE(this.block);
    return { kind: "train", batch, statements, span: this.spanFrom(first) };
  });

  private readonly block = this.RULE("block", (): Statement[] => {
    const statements: Statement[] = [];
    const whole = this.mark();
    this.CONSUME(OpenCurly);
    do {
      this.MANY(() => {
        const mark = this.mark();
        const statement = this.recover(() => this.SUBRULE(this.statement), this.atStatement);
        if (statement && !this.isSpoiled(mark)) statements.push(statement);
        this.contain(mark);
      });
    } while (this.findsStatement());
    this.CONSUME(CloseCurly, { ERR_MSG: "a statement or `}`" });
    // Also what stands between statements: a `;`.
    this.contain(whole);
    return statements;
  });

  private readonly statement = this.RULE("statement", (): Statement =>
    this.OR<Statement>([
      { ALT: () => this.SUBRULE(this.step) },
      { ALT: () => this.SUBRULE(this.repeat) },
      { ALT: () => this.SUBRULE(this.every) },
      { ALT: () => this.SUBRULE(this.clip) },
      { ALT: () => this.SUBRULE(this.set) },
      { ALT: () => this.SUBRULE(this.average) },
    ]),
  );

  /** An update comes first; more of them, and assignments of states, may follow. */
  private readonly step = this.RULE("step", (): Step => {
    const first = this.CONSUME(StepWord);
    const updates: Update[] = [this.SUBRULE(this.update)];
    const sets: Assignment[] = [];
    this.MANY(() => {
      this.CONSUME(Comma);
      this.OR({
        DEF: [
          {
            ALT: () => {
              const set = this.SUBRULE(this.set);
              this.ACTION(() => sets.push(set.assignment));
            },
          },
          { ALT: () => updates.push(this.SUBRULE2(this.update)) },
        ],
        ERR_MSG: "the name of a loss, or `set`",
      });
    });
    return { kind: "step", updates, sets, span: this.spanFrom(first) };
  });

  private readonly update = this.RULE("update", (): Update => {
    const first = this.LA(1);
    const loss = this.name(0, "the name of a loss");
    this.CONSUME2(By);
    const optimiser = this.SUBRULE(this.call);
    return { loss, optimiser, span: this.spanFrom(first) };
  });

  private readonly set = this.RULE("set", (): SetStatement => {
    const first = this.CONSUME(SetWord);
    const name = this.name(1, "the name of a state");
    this.CONSUME2(Assign);
    const value = this.SUBRULE(this.expression);
    const span = this.spanFrom(first);
    return { kind: "set", assignment: { name, value, span: { ...span, start: name.span.start } }, span };
  });

  private readonly repeat = this.RULE("repeatStatement", (): RepeatStatement => {
    const first = this.CONSUME(Repeat);
    const { count, statements } = this.SUBRULE(this.countedBlock);
    return { kind: "repeat", count, statements, span: this.spanFrom(first) };
  });

  private readonly every = this.RULE("every", (): Every => {
    const first = this.CONSUME(EveryWord);
    const { count, statements } = this.SUBRULE(this.countedBlock);
    return { kind: "every", count, statements, span: this.spanFrom(first) };
  });

  private readonly countedBlock = this.RULE("countedBlock", (): { count: Expression; statements: Statement[] } => {
    const count = this.piece(() => this.SUBRULE(this.operation));
    const statements = this.SUBRULE(this.block);
    return { count, statements };
  });

  private readonly clip = this.RULE("clip", (): Clip => {
    const first = this.CONSUME(ClipWord);
    const network = this.name(1, "the name of a network");
    this.CONSUME2(In);
    const { low, high } = this.SUBRULE(this.range);
    return { kind: "clip", network, low, high, span: this.spanFrom(first) };
  });

  /** `[lo, hi]` */
  protected readonly range = this.RULE("range", (): { low: Expression; high: Expression } => {
    this.CONSUME(OpenSquare);
    const low = this.SUBRULE(this.expression);
    this.CONSUME(Comma);
    const high = this.SUBRULE2(this.expression);
    this.CONSUME(CloseSquare);
    return { low, high };
  });

  private readonly average = this.RULE("average", (): Average => {
    const first = this.CONSUME(AverageWord);
    const network = this.name(1, "the name of a network");
    this.CONSUME2(As);
    const as = this.name(3, "the name of the average");
    this.CONSUME4(Decay);
    const decay = this.SUBRULE(this.expression);
    return { kind: "average", network, as, decay, span: this.spanFrom(first) };
  });

  /** Whether, at what begins no statement, there is more of the block to read; the mistake is reported. */
  private findsStatement(): boolean {
    const found = this.LA(1);
    if (this.RECORDING_PHASE || found.tokenType === CloseCurly || found.tokenType === EOF) return false;
    if (this.beginsNextDeclaration(found)) return false;
    const mark = this.mark();
    const meant = tokenMatcher(found, Name) ? meantStatement(found.image) : undefined;
    this.refuseStatement(meant?.word);
    if (meant) become(found, meant.type);
    else if (!this.skip(found, this.atStatement)) this.abandon();
    this.contain(mark);
    return true;
  }

  private refuseStatement(meant: string | undefined): void {
    const found = this.LA(1);
    if (!tokenMatcher(found, Name) && !tokenMatcher(found, DeclarationWord)) return this.stopped(found, "a statement or `}`", this.LA(0), "block");
    this.failures++;
    const help = tokenMatcher(found, DeclarationWord)
      ? "declarations stand outside the train block"
      : meant ? `did you mean ${meant}?` : "statements begin with step, repeat, every, clip, set or average";
    this.report("syntax/statement", `${quoted(found)} begins no statement of the schedule`, spanOf(this.source, found), { help });
  }
}
