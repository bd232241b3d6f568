/** A syntax tree in short, for tests: `(+ a (* b 2))`. */

import { expect } from "vitest";
import { parse } from "../../grammar/parser.js";
import { positionAt } from "../../grammar/source.js";
import type { Body, Call, Declaration, Expression, Parameter, Record, Statement, TypeExpression } from "../../grammar/syntax.js";

/** The expression that `text` is, which must parse. */
export function expression(text: string): string {
  const [declaration] = declarations(`let it = ${text}`);
  if (declaration?.kind !== "let") throw new Error("no let");
  return show(declaration.value);
}

export function declarations(text: string): readonly Declaration[] {
  const { file, diagnostics } = parse({ name: "test.gan", text });
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  expect(file.broken).toEqual([]);
  return file.declarations;
}

/** Each mistake as `line:column code message`. */
export function mistakes(text: string): string[] {
  return parse({ name: "test.gan", text }).diagnostics.map(({ code, message, span }) => {
    const { line, column } = positionAt(span.source, span.start);
    return `${line}:${column} ${code} ${message}`;
  });
}

export function show(e: Expression): string {
  switch (e.kind) {
    case "number":
    case "boolean":
      return String(e.value);
    case "name":
      return e.name;
    case "call":
      return showCall(e);
    case "field":
      return `(. ${show(e.of)} ${e.field.name})`;
    case "unary":
      return `(${e.operator} ${show(e.operand)})`;
    case "binary":
      return `(${e.operator} ${show(e.left)} ${show(e.right)})`;
    case "if":
      return `(if ${show(e.condition)} ${show(e.then)} ${show(e.else)})`;
    case "pipe":
      return `(-> ${show(e.value)} ${show(e.stage)})`;
    case "repeated":
      return `(repeat ${show(e.count)} ${show(e.stage)})`;
    case "list":
      return `[${e.items.map(show).join(" ")}]`;
    case "record":
      return showRecord(e);
    case "group":
      return `(group ${show(e.inner)})`;
    case "unread":
      return "(unread)";
  }
}

function showCall({ callee, arguments: given }: Call): string {
  return `(call ${[callee.name, ...given.map(({ name, value }) => (name ? `${name.name}: ` : "") + show(value))].join(" ")})`;
}

function showRecord({ fields }: Record): string {
  return `{${fields.map(({ name, value }) => `${name.name}: ${show(value)}`).join(", ")}}`;
}

function showType(type: TypeExpression): string {
  switch (type.kind) {
    case "shape":
      return `[${type.sizes.map(show).join(" ")}]`;
    case "class":
      return `class[${show(type.count)}]`;
    case "outputs":
      return `{${type.fields.map((field) => `${field.name.name}: ${showType(field.type)}`).join(", ")}}`;
  }
}

function showParameter({ name, type, default: preset }: Parameter): string {
  return name.name + (type ? `: ${showType(type)}` : "") + (preset ? ` = ${show(preset)}` : "");
}

function showBody({ lets, result }: Body): string {
  return [...lets.map((l) => `(let ${l.name.name} ${show(l.value)})`), show(result)].join(" ");
}

export function showDeclaration(d: Declaration): string {
  switch (d.kind) {
    case "gan":
      return `(gan ${d.name.name})`;
    case "import":
      return `(import ${d.names.map(({ name }) => name).join(" ")} "${d.path.text}")`;
    case "hyper":
      return `(hyper ${d.items.map(({ name, value }) => `${name.name} = ${show(value)}`).join(", ")})`;
    case "data":
      return `(data ${d.items.map((i) => `${i.name.name}: ${showType(i.type)}${i.range ? ` in ${show(i.range.low)} ${show(i.range.high)}` : ""}`).join(", ")})`;
    case "noise":
      return `(noise ${d.name.name}: ${showType(d.type)} ~ ${show(d.distribution)})`;
    case "network": {
      const head = `${d.frozen ? "frozen " : ""}${d.word} ${d.name.name}(${d.parameters.map(showParameter).join(", ")})`;
      const extras = [d.output && `-> ${showType(d.output)}`, d.init && `init ${show(d.init)}`, d.from && `from "${d.from.text}"`];
      return `(${[head, ...extras.filter((extra) => extra !== undefined)].join(" ")} | ${showBody(d.body)})`;
    }
    case "def":
      return `(def ${d.name.name}(${d.parameters.map(showParameter).join(", ")}) | ${showBody(d.body)})`;
    case "state":
      return `(state ${d.name.name}${d.shape ? `: ${showType(d.shape)}` : ""} ${show(d.value)})`;
    case "loss":
      return `(loss ${[d.name.name, ...(d.over.length > 0 ? ["over", ...d.over.map(({ name }) => name)] : [])].join(" ")} = ${show(d.value)})`;
    case "let":
    case "metric":
    case "sample":
      return `(${d.kind} ${d.name.name} ${show(d.value)})`;
    case "train":
      return `(train ${show(d.batch)} ${d.statements.map(showStatement).join(" ")})`;
  }
}

function showStatement(s: Statement): string {
  switch (s.kind) {
    case "step":
      return `(step ${[
        ...s.updates.map(({ loss, optimiser }) => `${loss.name} by ${show(optimiser)}`),
        ...s.sets.map(({ name, value }) => `set ${name.name} ${show(value)}`),
      ].join(", ")})`;
    case "repeat":
    case "every":
      return `(${s.kind} ${show(s.count)} ${s.statements.map(showStatement).join(" ")})`;
    case "clip":
      return `(clip ${s.network.name} ${show(s.low)} ${show(s.high)})`;
    case "set":
      return `(set ${s.assignment.name.name} ${show(s.assignment.value)})`;
    case "average":
      return `(average ${s.network.name} as ${s.as.name} ${show(s.decay)})`;
  }
}
