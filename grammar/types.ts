/** Types as written: a shape, a class, a network's named outputs. */

import { ExpressionParser } from "./expressions.js";
import type { Identifier, TypeExpression } from "./syntax.js";
import { Class, CloseRound, CloseSquare, Colon, OpenRound, OpenSquare } from "./tokens.js";

export abstract class TypeParser extends ExpressionParser {
  protected readonly type = this.RULE("type", (): TypeExpression => {
    const first = this.LA(1);
    return this.OR<TypeExpression>({
      DEF: [
        {
          ALT: () => {
            const { items } = this.SUBRULE(this.list);
            return { kind: "shape", sizes: items, span: this.spanFrom(first) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(Class);
            this.CONSUME(OpenSquare);
            const count = this.SUBRULE(this.expression);
            this.CONSUME(CloseSquare);
            return { kind: "class", count, span: this.spanFrom(first) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(OpenRound);
            this.refuseNothing(CloseRound, "an output");
            const fields = this.items(CloseRound, "an output", () => this.SUBRULE(this.output));
            return { kind: "outputs", fields, span: this.spanFrom(first) };
          },
        },
      ],
      ERR_MSG: "a shape",
    });
  });

  private readonly output = this.RULE("output", (): { name: Identifier; type: TypeExpression } => {
    const name = this.name(0, "the name of an output");
    this.CONSUME(Colon);
    const type = this.SUBRULE(this.type);
    return { name, type };
  });
}
