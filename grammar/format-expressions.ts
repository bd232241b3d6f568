/** The layout of expressions and types. */

import { group, hard, indent, space, type Doc } from "./layout.js";
import type { Argument, Call, Expression, If, Pipe, Record, TypeExpression } from "./syntax.js";
import type { Writer } from "./writer.js";

export function layExpression(writer: Writer, e: Expression): Doc {
  switch (e.kind) {
    case "number":
    case "boolean":
    case "name":
      return writer.take();
    case "call":
      return layCall(writer, e);
    case "field":
      return [layExpression(writer, e.of), writer.take("."), writer.take()];
    case "unary":
      return [writer.take(), e.operator === "not" ? " " : "", layExpression(writer, e.operand)];
    case "binary":
      return [layExpression(writer, e.left), indent(2, e.operator === "^" ? layPower(writer, e.right) : layOperation(writer, e.right))];
    case "if":
      return layIf(writer, e);
    case "pipe":
      return layPipe(writer, e);
    case "repeated":
      return [writer.take("repeat"), " ", layExpression(writer, e.count), " ", layExpression(writer, e.stage)];
    case "list":
      return writer.list("[", e.items.length, (i) => layExpression(writer, e.items[i]));
    case "record":
      return layRecord(writer, e);
    case "group":
      return writer.list("(", 1, () => layExpression(writer, e.inner));
    case "unread":
      throw new TypeError("a file with mistakes is not laid out");
  }
}

/** Comments between operand and operator end the line before the operator. */
function layOperation(writer: Writer, right: Expression): Doc {
  return [writer.comments(), group([space, writer.bare(), " ", layExpression(writer, right)])];
}

function layPower(writer: Writer, exponent: Expression): Doc {
  return [" ", writer.take(), " ", layExpression(writer, exponent)];
}

export function layCall(writer: Writer, { arguments: given }: Call): Doc {
  return [writer.take(), writer.list("(", given.length, (i) => layArgument(writer, given[i]))];
}

function layArgument(writer: Writer, { name, value }: Argument): Doc {
  return [name ? [writer.take(), writer.take(":"), " "] : "", layExpression(writer, value)];
}

export function layRecord(writer: Writer, { fields }: Record): Doc {
  return writer.list("(", fields.length, (i) => [writer.take(), writer.take(":"), " ", layExpression(writer, fields[i].value)]);
}

function layIf(writer: Writer, { condition, then, else: otherwise }: If): Doc {
  const head = [writer.take("if"), " ", layExpression(writer, condition)];
  const branch = (word: string, value: Expression): Doc => [writer.comments(), space, writer.bare(word), " ", layExpression(writer, value)];
  return group([head, indent(2, [branch("then", then), branch("else", otherwise)])]);
}

/** A line break that stood before an arrow is kept; others are made before arrows, where the line would be too long. */
function layPipe(writer: Writer, pipe: Pipe): Doc {
  const stages: Expression[] = [];
  let head: Expression = pipe;
  for (; head.kind === "pipe"; head = head.value) stages.unshift(head.stage);
  const start = layExpression(writer, head);
  const docs = stages.map((stage) => {
    const broken = writer.coming.startsLine;
    const rest = [writer.take("->"), " ", layExpression(writer, stage)];
    return broken ? [hard, rest] : group([space, rest]);
  });
  return [start, indent(2, docs)];
}

export function layType(writer: Writer, type: TypeExpression): Doc {
  switch (type.kind) {
    case "shape":
      return writer.list("[", type.sizes.length, (i) => layExpression(writer, type.sizes[i]));
    case "class":
      return [writer.take("class"), writer.list("[", 1, () => layExpression(writer, type.count))];
    case "outputs":
      return writer.list("(", type.fields.length, (i) => [writer.take(), writer.take(":"), " ", layType(writer, type.fields[i].type)]);
  }
}
