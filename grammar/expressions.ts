/** Expressions. `->` is loosest, so what stands behind it and in the branches of an `if` are operations, which hold no bare `->`. */

import { tokenMatcher, type IToken } from "chevrotain";
import { spanOf } from "./explain.js";
import { ListParser } from "./lists.js";
import { arrange } from "./precedence.js";
import type { Argument, Call, Expression, Identifier, List, Name as NameExpression, Record } from "./syntax.js";
import {
  Arrow, BinarySign, CloseRound, CloseSquare, Colon, Dot, Else, False, If, Minus, Name, Not, Numeral, OpenRound, OpenSquare, Repeat, Reserved, Sample, Then,
  True,
} from "./tokens.js";

/** How many operators one row, or stages one pipe, may have: every later room walks the tree by recursion. */
const longest = 500;

type Place =
  | "value"
  /** Behind `->`: `repeat` is allowed. */
  | "stage"
  /** Before a stage, in `repeat n stage`: a call's `(` touches its name there, so that `repeat n (f -> g)` has a group as its stage. */
  | "count";

export abstract class ExpressionParser extends ListParser {
  private place: Place = "value";

  private at<T>(place: Place, read: () => T): T {
    const before = this.place;
    this.place = place;
    try {
      return read();
    } finally {
      this.place = before;
    }
  }

  /** An expression of any form. */
  protected readonly expression = this.RULE("expression", (place: Place = "value"): Expression => {
    const first = this.LA(1);
    let value = this.at(place, () => this.SUBRULE(this.operation));
    let stages = 0;
    this.MANY(() => {
      this.CONSUME(Arrow);
      const stage = this.at("stage", () => this.SUBRULE2(this.operation));
      this.ACTION(() => {
        this.limit(++stages, first);
        this.refuseWhatIsNoStage(stage);
        value = { kind: "pipe", value, stage, span: this.spanFrom(first) };
      });
    });
    return value;
  });

  /** An expression without a bare `->`. */
  protected readonly operation = this.RULE("operation", (): Expression => {
    this.readReservedAsNameInExpression();
    return this.nested(() =>
      this.OR({
        DEF: [
          { ALT: () => this.SUBRULE(this.conditional) },
          { GATE: () => this.place === "stage", ALT: () => this.SUBRULE(this.repeated) },
          { ALT: () => this.SUBRULE(this.row) },
        ],
        ERR_MSG: this.place === "stage" ? "a stage" : "an expression",
      }),
    );
  });

  private readonly conditional = this.RULE("conditional", (): Expression => {
    const first = this.CONSUME(If);
    const condition = this.at("value", () => this.SUBRULE(this.operation));
    this.CONSUME(Then);
    const then = this.SUBRULE2(this.operation);
    this.CONSUME(Else);
    const otherwise = this.SUBRULE3(this.operation);
    return { kind: "if", condition, then, else: otherwise, span: this.spanFrom(first) };
  });

  private readonly repeated = this.RULE("repeated", (): Expression => {
    const first = this.CONSUME(Repeat);
    const count = this.at("count", () => this.SUBRULE(this.operation));
    const stage = this.at("stage", () => this.SUBRULE2(this.operation));
    this.ACTION(() => this.refuseWhatIsNoStage(stage));
    return { kind: "repeated", count, stage, span: this.spanFrom(first) };
  });

  private readonly row = this.RULE("row", (): Expression => {
    const first = this.LA(1);
    const parts: (IToken | Expression)[] = [];
    this.SUBRULE(this.operand, { ARGS: [parts] });
    this.MANY(() => {
      parts.push(this.CONSUME(BinarySign));
      this.SUBRULE2(this.operand, { ARGS: [parts] });
      this.ACTION(() => this.limit(parts.length, first));
    });
    return this.ACTION(() => {
      const { expression, complaints } = arrange(this.source, parts);
      for (const { code, message, span, help } of complaints) this.report(code, message, span, { help });
      return expression;
    });
  });

  private readonly operand = this.RULE("operand", (parts: (IToken | Expression)[] = []): void => {
    this.MANY(() => {
      parts.push(this.OR([{ ALT: () => this.CONSUME(Minus) }, { ALT: () => this.CONSUME(Not) }]));
      this.ACTION(() => this.limit(parts.length, this.LA(0)));
    });
    const first = this.LA(1);
    this.readReservedAsNameInExpression();
    let value: Expression = this.OR2({
      DEF: [
        { ALT: () => this.number() },
        { ALT: () => this.boolean(this.CONSUME(True), true) },
        { ALT: () => this.boolean(this.CONSUME(False), false) },
        { ALT: () => this.SUBRULE(this.nameOrCall) },
        { ALT: () => this.SUBRULE(this.list) },
        { ALT: () => this.SUBRULE(this.parenthesised) },
      ],
      ERR_MSG: "an expression",
    });
    this.MANY2(() => {
      this.CONSUME(Dot);
      const field = this.name(0, "the name of a field");
      this.ACTION(() => (value = { kind: "field", of: value, field, span: this.spanFrom(first) }));
    });
    this.ACTION(() => this.refuseForeignSuffix(value));
    parts.push(value);
  });

  /** `x.mean()` and `x[0]`, as other languages write them. */
  private refuseForeignSuffix(value: Expression): void {
    const [last, next] = [this.LA(0), this.LA(1)];
    if (next.startOffset !== last.startOffset + last.image.length) return;
    const span = { ...spanOf(this.source, next), start: value.kind === "field" ? value.field.span.start - 1 : next.startOffset };
    if (value.kind === "field" && tokenMatcher(next, OpenRound)) {
      const { name } = value.field;
      this.refuse("syntax/operator", "values have no methods", span, `a function takes the value: ${name}(x), or x -> ${name}`);
    } else if (tokenMatcher(next, OpenSquare)) {
      this.refuse("syntax/operator", "values are not indexed", span, "slice(x, axis: 0, from: 0, to: 1) takes a part of one");
    }
  }

  private number(): Expression {
    const token = this.CONSUME(Numeral);
    return { kind: "number", value: Number.parseFloat(token.image), span: spanOf(this.source, token) };
  }

  private boolean(token: IToken, value: boolean): Expression {
    return { kind: "boolean", value, span: spanOf(this.source, token) };
  }

  private readonly nameOrCall = this.RULE("nameOrCall", (): NameExpression | Call => {
    const callee = this.nameExpression(this.CONSUME(Name));
    const given = this.OPTION({ GATE: () => this.callsHere(), DEF: () => this.at("value", () => this.SUBRULE(this.argumentList)) });
    return given ? { kind: "call", callee, arguments: given, span: { ...callee.span, end: this.spanFrom(this.LA(0)).end } } : callee;
  });

  /** A call where nothing else will do: an optimiser, a distribution, an initialiser. */
  protected readonly call = this.RULE("call", (): Call => {
    const first = this.LA(1);
    const callee = this.nameExpression(this.CONSUME(Name));
    const given = this.SUBRULE(this.argumentList);
    return { kind: "call", callee, arguments: given, span: this.spanFrom(first) };
  });

  private nameExpression(token: IToken): NameExpression {
    return { kind: "name", name: token.image, span: spanOf(this.source, token) };
  }

  /** A `(` that is the first on its line never calls what ends the line before. */
  private callsHere(): boolean {
    const name = this.LA(0);
    const between = this.source.text.slice(name.startOffset + name.image.length, this.LA(1).startOffset);
    return this.place === "count" ? between === "" : !between.includes("\n");
  }

  private readonly argumentList = this.RULE("argumentList", (): Argument[] => {
    this.CONSUME(OpenRound);
    return this.items(CloseRound, "an argument", () => this.SUBRULE(this.argument));
  });

  private readonly argument = this.RULE("argument", (): Argument => {
    const first = this.LA(1);
    let name: Identifier | undefined;
    this.readReservedAsNameInExpression();
    this.OPTION(() => {
      name = this.name(0, "the name of an argument");
      this.CONSUME2(Colon);
    });
    if (name?.name !== "over") this.readReservedAsNameInExpression();
    const value = this.OR<Expression>({
      DEF: [
        // `over: sample`, though `sample` is reserved.
        { GATE: () => name?.name === "over", ALT: () => this.nameExpression(this.CONSUME3(Sample)) },
        { ALT: () => this.SUBRULE(this.expression) },
      ],
      ERR_MSG: "an argument",
    });
    return { ...(name ? { name } : {}), value, span: this.spanFrom(first) };
  });

  protected readonly list = this.RULE("list", (): List => {
    const first = this.CONSUME(OpenSquare);
    const items = this.at("value", () => this.items(CloseSquare, "an expression", () => this.SUBRULE(this.expression)));
    return { kind: "list", items, span: this.spanFrom(first) };
  });

  /** A record, `(validity: v)`, or a group. */
  private readonly parenthesised = this.RULE("parenthesised", (): Expression => {
    const inner = this.place === "stage" ? "stage" : "value";
    return this.OR<Expression>({
      MAX_LOOKAHEAD: 1,
      DEF: [
        { GATE: () => this.beginsRecord(), ALT: () => this.SUBRULE(this.record) },
        {
          ALT: () => {
            const first = this.CONSUME2(OpenRound);
            const expression = this.SUBRULE2(this.expression, { ARGS: [inner] });
            this.CONSUME2(CloseRound);
            return { kind: "group", inner: expression, span: this.spanFrom(first) };
          },
        },
      ],
    });
  });

  private beginsRecord(): boolean {
    const name = this.LA(2);
    return (tokenMatcher(name, Name) || tokenMatcher(name, Reserved)) && this.LA(3).tokenType === Colon;
  }

  protected readonly record = this.RULE("record", (): Record => {
    const first = this.CONSUME(OpenRound);
    this.refuseNothing(CloseRound, "an expression");
    const fields = this.at("value", () => this.items(CloseRound, "a field", () => this.SUBRULE(this.recordField)));
    return { kind: "record", fields, span: this.spanFrom(first) };
  });

  private readonly recordField = this.RULE("recordField", (): Record["fields"][number] => {
    const name = this.name(0, "the name of a field");
    this.CONSUME(Colon);
    const value = this.SUBRULE(this.expression);
    return { name, value };
  });

  // ── Mistakes that leave a tree ─────────────────────────────────────────────────────────────────────────────────────

  private refuseWhatIsNoStage(stage: Expression): void {
    const wrong = whatIsNoStage(stage);
    if (!wrong) return;
    const help = wrong.kind === "binary" ? "-> binds loosest: put the pipe in parentheses, (x -> f) + 1" : "a stage is a name, f, or a call, f(a)";
    this.report("syntax/stage", "what stands behind `->` is no stage", wrong.span, { help });
  }

  private limit(count: number, first: IToken): void {
    if (count <= longest) return;
    this.failures++;
    const span = { ...this.spanFrom(first), end: first.startOffset + first.image.length };
    this.report("syntax/nesting", `this expression has more than ${longest} parts`, span, { help: "give its parts names, with let or def" });
    this.abandon();
  }
}

/** The part of what stands behind `->` that can't be applied to a value, if there is one. */
function whatIsNoStage(stage: Expression): Expression | undefined {
  if (stage.kind === "name" || stage.kind === "call" || stage.kind === "repeated") return undefined;
  if (stage.kind === "if") return whatIsNoStage(stage.then) ?? whatIsNoStage(stage.else);
  if (stage.kind !== "group") return stage;
  // In a group of stages the ones behind its own `->` were looked at when they were read.
  let head = stage.inner;
  while (head.kind === "pipe") head = head.value;
  return whatIsNoStage(head);
}
