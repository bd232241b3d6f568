/** Arguments as they were given, before anybody asked what they are. */

import type { Argument, Expression } from "../../grammar/syntax.js";
import type { Span } from "../../grammar/source.js";
import type { Value } from "./value.js";

/** Its value is worked out when somebody wants it: words and stages have none. */
export interface Given {
  readonly name?: string;
  readonly nameSpan?: Span;
  /** Left out for the value before an arrow. */
  readonly expression?: Expression;
  /** Where a mistake in it is shown. */
  readonly span: Span;
  value(): Value;
}

export function givenOf(args: readonly Argument[], elaborate: (expression: Expression) => Value): Given[] {
  return args.map(({ name, value }) => ({ name: name?.name, nameSpan: name?.span, expression: value, span: value.span, value: once(() => elaborate(value)) }));
}

function once(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= compute());
}

/**
 * The value before an arrow, or an operand. A mistake in a name is shown at the name; in a longer value at the stage that
 * can't take it, for that is where a reader looks.
 */
export function givenValue(value: Value, expression: Expression, stage: Span): Given {
  return { span: expression.kind === "name" ? expression.span : stage, value: () => value };
}

/** An expression without the brackets around it. */
export function ungrouped(expression: Expression): Expression {
  return expression.kind === "group" ? ungrouped(expression.inner) : expression;
}
