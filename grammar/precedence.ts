/**
 * From a row of operands and operators to a tree, by the table of the language, loosest first:
 * `or` · `and` · `not` · `== != < <= > >=` · `+ -` · `* / %` · unary `-` · `^` (right).
 */

import type { IToken } from "chevrotain";
import { spanOf } from "./explain.js";
import { join, type Source, type Span } from "./source.js";
import type { BinaryOperator, Expression } from "./syntax.js";
import { Not, operatorOf } from "./tokens.js";

/** Operands are expressions, what stands before them and between them are tokens. */
export type Row = readonly (IToken | Expression)[];

export interface Complaint {
  readonly code: "syntax/comparison" | "syntax/group";
  readonly message: string;
  readonly span: Span;
  readonly help: string;
}

const levels: readonly (readonly BinaryOperator[])[] = [
  ["or"], ["and"], [/* not */], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"], [/* unary - */], ["^"],
];
const levelOf = new Map(levels.flatMap((operators, level) => operators.map((operator) => [operator, level] as const)));
const notLevel = 2;
const comparisonLevel = 3;
const negationLevel = 6;

export function arrange(source: Source, row: Row): { readonly expression: Expression; readonly complaints: readonly Complaint[] } {
  const arranging = new Arranging(source, row);
  const expression = arranging.from(0);
  return { expression, complaints: arranging.complaints };
}

class Arranging {
  readonly complaints: Complaint[] = [];
  private next = 0;

  constructor(private readonly source: Source, private readonly row: Row) {}

  /** What stands next, up to the first operator that binds looser than `loosest`. */
  from(loosest: number): Expression {
    let left = this.operand(loosest);
    for (let sign = this.row[this.next]; isToken(sign); sign = this.row[this.next]) {
      const operator = operatorOf(sign.tokenType);
      const level = levelOf.get(operator) ?? 0;
      if (level < loosest) break;
      this.next++;
      const right = this.from(operator === "^" ? level : level + 1);
      if (level === comparisonLevel) this.refuseChain(left, sign, right);
      left = { kind: "binary", operator, left, right, at: spanOf(this.source, sign), span: join(left.span, right.span) };
    }
    return left;
  }

  private operand(loosest: number): Expression {
    const first = this.row[this.next++];
    if (!isToken(first)) return first;
    const negates = first.tokenType !== Not;
    if (!negates && loosest > notLevel) this.refuseNot(first);
    const operand = this.from(negates ? negationLevel : notLevel);
    return { kind: "unary", operator: negates ? "-" : "not", operand, span: { ...operand.span, start: first.startOffset } };
  }

  private refuseNot(token: IToken): void {
    this.complaints.push({
      code: "syntax/group",
      message: "`not` binds looser than the operator before it",
      span: spanOf(this.source, token),
      help: "put it in parentheses: (not …)",
    });
  }

  private refuseChain(left: Expression, sign: IToken, right: Expression): void {
    if (left.kind !== "binary" || levelOf.get(left.operator) !== comparisonLevel) return;
    const middle = this.text(left.right.span);
    this.complaints.push({
      code: "syntax/comparison",
      message: `comparisons don't chain: the left side of this \`${operatorOf(sign.tokenType)}\` is already true or false`,
      span: spanOf(this.source, sign),
      help: `write ${this.text(left.span)} and ${middle} ${operatorOf(sign.tokenType)} ${this.text(right.span)}`,
    });
  }

  private text({ start, end }: Span): string {
    const text = this.source.text.slice(start, end).replace(/\s+/g, " ");
    return text.length > 40 ? "…" : text;
  }
}

function isToken(part: IToken | Expression | undefined): part is IToken {
  return part !== undefined && "tokenType" in part;
}
