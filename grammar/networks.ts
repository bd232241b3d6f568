/** Networks and definitions: what has parameters and a body. */

import { tokenMatcher, type IToken } from "chevrotain";
import { spanOf } from "./explain.js";
import { ScheduleParser } from "./schedule.js";
import type { Span } from "./source.js";
import type { Body, Call, Definition, Expression, Identifier, Let as LetNode, Network, Parameter, Record, TypeExpression } from "./syntax.js";
import { AnyNetworkWord, Arrow, Assign, CloseCurly, CloseRound, Colon, Def, From, Frozen, Init, Let, Name, OpenCurly, OpenRound, Text, networkWord } from "./tokens.js";

export abstract class NetworkParser extends ScheduleParser {
  protected readonly network = this.RULE("network", (): Network => {
    const first = this.LA(1);
    const frozen = this.OPTION(() => this.CONSUME(Frozen)) !== undefined;
    const word = networkWord(this.CONSUME(AnyNetworkWord).tokenType);
    const name = this.name(1, "the name of the network");
    const parameters = this.SUBRULE(this.parameters);
    const output = this.OPTION2(() => {
      this.CONSUME(Arrow);
      return this.SUBRULE(this.type);
    });
    let init: Call | Record | undefined;
    let from: Network["from"];
    this.MANY(() =>
      this.OR([
        { ALT: () => (init = this.SUBRULE(this.initialiser)) },
        {
          ALT: () => {
            this.CONSUME2(From);
            from = this.path(this.CONSUME(Text));
          },
        },
      ]),
    );
    this.ACTION(() => {
      if (!output && !frozen) this.refuseMissingOutput(name);
      this.refuseParameters(parameters, frozen);
    });
    const body = this.SUBRULE(this.body);
    const optional = { ...(output ? { output } : {}), ...(init ? { init } : {}), ...(from ? { from } : {}) };
    return { kind: "network", word, frozen, name, parameters, ...optional, body, span: this.spanFrom(first) };
  });

  private readonly initialiser = this.RULE("initialiser", (): Call | Record => {
    this.CONSUME(Init);
    return this.OR<Call | Record>({
      DEF: [{ ALT: () => this.SUBRULE(this.call) }, { ALT: () => this.SUBRULE(this.record) }],
      ERR_MSG: "an initialiser, such as normal(0, 0.02),",
    });
  });

  private readonly parameters = this.RULE("parameters", (): Parameter[] => {
    this.CONSUME(OpenRound);
    return this.items(CloseRound, "a parameter", () => this.SUBRULE(this.parameter));
  });

  private readonly parameter = this.RULE("parameter", (): Parameter => {
    const first = this.LA(1);
    const name = this.name(1, "the name of a parameter");
    let type: TypeExpression | undefined;
    let preset: Expression | undefined;
    this.OPTION(() => {
      this.CONSUME(Colon);
      type = this.SUBRULE(this.type);
    });
    this.OPTION2(() => {
      this.CONSUME(Assign);
      preset = this.SUBRULE(this.expression);
    });
    return { name, ...(type ? { type } : {}), ...(preset ? { default: preset } : {}), span: this.spanFrom(first) };
  });

  protected readonly definition = this.RULE("definition", (): Definition => {
    const first = this.CONSUME(Def);
    const name = this.name(1, "the name of the definition");
    const parameters = this.SUBRULE(this.parameters);
    const body = this.OR({
      DEF: [
        {
          ALT: (): Body => {
            this.CONSUME(Assign);
            const result = this.SUBRULE(this.expression);
            return { lets: [], result, span: result?.span };
          },
        },
        { ALT: () => this.SUBRULE(this.body) },
      ],
      ERR_MSG: "`=` or a body in `{` `}`",
    });
    this.ACTION(() => this.refuseTypes(parameters));
    return { kind: "def", name, parameters, body, span: this.spanFrom(first) };
  });

  /** `{`, any number of lets, one expression, `}`. */
  private readonly body = this.RULE("body", (): Body => {
    const whole = this.mark();
    const first = this.CONSUME(OpenCurly);
    const lets: LetNode[] = [];
    let named = true;
    this.MANY(() => {
      const start = this.LA(1);
      const read = this.recover(() => this.SUBRULE(this.let), this.atLet) ?? this.unreadLet(start);
      if (read) lets.push(read);
      else named = false;
    });
    const result = this.result();
    this.CONSUME(CloseCurly);
    // A let without its name may be of any name that is used: then the body is not read.
    if (named) this.contain(whole);
    return { lets, result, span: this.spanFrom(first) };
  });

  /** A let that could not be read still has its name, if there is one. */
  private unreadLet(first: IToken): LetNode | undefined {
    const name = this.tokens[this.indexOf(first) + 1];
    if (!name || !tokenMatcher(name, Name)) return undefined;
    const span = this.spanFrom(first);
    return { kind: "let", name: { name: name.image, span: spanOf(this.source, name) }, value: { kind: "unread", span }, span };
  }

  private result(): Expression {
    const first = this.LA(1);
    const read = this.recover(() => this.piece(() => this.SUBRULE(this.expression)), this.atBodyEnd);
    return read ?? { kind: "unread", span: spanOf(this.source, first) };
  }

  protected readonly let = this.RULE("let", (): LetNode => {
    const first = this.CONSUME(Let);
    const name = this.name(1, "the name of the value");
    this.CONSUME(Assign);
    const value = this.piece(() => this.SUBRULE(this.expression));
    return { kind: "let", name, value, span: this.spanFrom(first) };
  });

  protected path(token: IToken): { text: string; span: Span } {
    return { text: token.image.slice(1, -1), span: spanOf(this.source, token) };
  }

  // ── Mistakes that leave a tree ─────────────────────────────────────────────────────────────────────────────────────

  private refuseMissingOutput(name: Identifier): void {
    this.report("syntax/type", `network ${name.name} doesn't say what it gives`, name.span, { help: "write its shape behind the parameters: -> [1]" });
  }

  private refuseParameters(parameters: readonly Parameter[], frozen: boolean): void {
    for (const { name, type, default: preset } of parameters) {
      if (!type && !frozen) this.report("syntax/type", `parameter ${name.name} of a network has no shape`, name.span, { help: `write it: ${name.name}: [100]` });
      if (preset) this.report("syntax/default", `parameter ${name.name} of a network can't have a default`, preset.span, { help: "only a def's parameters have defaults" });
    }
  }

  private refuseTypes(parameters: readonly Parameter[]): void {
    for (const { name, type } of parameters) {
      if (type) this.report("syntax/type", `parameter ${name.name} of a def takes any shape, so none is written`, type.span, { help: `write ${name.name} alone` });
    }
  }
}
