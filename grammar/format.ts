/**
 * The canonical layout of a file: two spaces in, one between words, a statement a line, at most one empty line, at most a hundred columns where the
 * text can be broken. Line breaks that say something are kept: those in a pipe, in a row of hypers, behind an opening bracket, between the braces of
 * a body. Nothing but white space changes, so the tree and the comments stay as they are, and formatting twice is formatting once.
 */

import { SourceError } from "./diagnostic.js";
import { layCall, layExpression, layRecord, layType } from "./format-expressions.js";
import { gap, print, type Doc } from "./layout.js";
import { tokenize } from "./lexer.js";
import { withComments } from "./notes.js";
import { parse } from "./parser.js";
import type { Source } from "./source.js";
import type { Body, Data, Declaration, Definition, Network, Parameter, Statement, Step } from "./syntax.js";
import { Writer } from "./writer.js";

const width = 100;

/** @throws SourceError if the text has syntax mistakes. */
export function format(source: Source): string {
  const { file, diagnostics } = parse(source);
  if (diagnostics.length > 0) throw new SourceError(diagnostics);
  const writer = new Writer(withComments(source, tokenize(source).tokens));
  const declarations = file.declarations.map((declaration, i) => [writer.lineBefore(i === 0), layDeclaration(writer, declaration)]);
  const last = [writer.lineBefore(declarations.length === 0), writer.take("")];
  return print([declarations, last], width);
}

function layDeclaration(writer: Writer, d: Declaration): Doc {
  switch (d.kind) {
    case "gan":
      return [writer.take("gan"), " ", writer.take()];
    case "import": {
      const names = [writer.take("import"), " ", writer.list("{", d.names.length, () => writer.take())];
      return [names, " ", writer.take("from"), " ", writer.take()];
    }
    case "hyper":
      return [writer.take("hyper"), " ", writer.row("hyper ".length, d.items.length, (i) => layEquation(writer, [writer.take()], () => layExpression(writer, d.items[i].value)))];
    case "data":
      return layData(writer, d);
    case "noise":
      return [writer.take("noise"), " ", writer.take(), writer.take(":"), " ", layType(writer, d.type), " ", writer.take("~"), " ", layCall(writer, d.distribution)];
    case "network":
      return layNetwork(writer, d);
    case "def":
      return layDefinition(writer, d);
    case "state": {
      const head = [writer.take("state"), " ", writer.take(), d.shape ? [writer.take(":"), " ", layType(writer, d.shape)] : ""];
      return layEquation(writer, head, () => layExpression(writer, d.value));
    }
    case "loss": {
      const head = [writer.take("loss"), " ", writer.take()];
      const over = d.over.length > 0 ? [" ", writer.take("over"), " ", writer.row(2, d.over.length, () => writer.take())] : "";
      return layEquation(writer, [head, over], () => layExpression(writer, d.value));
    }
    case "let":
    case "metric":
    case "sample":
      return layEquation(writer, [writer.take(d.kind), " ", writer.take()], () => layExpression(writer, d.value));
    case "train": {
      const head = [writer.take("train"), " ", writer.take("batch"), " ", layExpression(writer, d.batch), " "];
      return [head, layStatements(writer, d.statements)];
    }
  }
}

function layEquation(writer: Writer, head: Doc, value: () => Doc): Doc {
  return [head, " ", writer.take("="), " ", value()];
}

function layData(writer: Writer, { items }: Data): Doc {
  const item = (i: number): Doc => {
    const head = [writer.take(), writer.take(":"), " ", layType(writer, items[i].type)];
    const range = items[i].range;
    return range ? [head, " ", writer.take("in"), " ", writer.list("[", 2, (end) => layExpression(writer, end === 0 ? range.low : range.high))] : head;
  };
  const word = writer.take("data");
  return [word, " ", writer.coming.text === "(" ? writer.list("(", items.length, item) : item(0)];
}

function layNetwork(writer: Writer, d: Network): Doc {
  const head = [d.frozen ? [writer.take("frozen"), " "] : "", writer.take(d.word), " ", writer.take(), layParameters(writer, d.parameters)];
  const output = d.output ? [" ", writer.take("->"), " ", layType(writer, d.output)] : "";
  const extras: Doc[] = [];
  while (writer.coming.text !== "{") {
    if (writer.coming.text === "init" && d.init) extras.push(" ", writer.take("init"), " ", d.init.kind === "call" ? layCall(writer, d.init) : layRecord(writer, d.init));
    else extras.push(" ", writer.take("from"), " ", writer.take());
  }
  return [head, output, extras, " ", layBody(writer, d.body)];
}

function layDefinition(writer: Writer, { parameters, body }: Definition): Doc {
  const head = [writer.take("def"), " ", writer.take(), layParameters(writer, parameters)];
  return writer.coming.text === "=" ? layEquation(writer, head, () => layExpression(writer, body.result)) : [head, " ", layBody(writer, body)];
}

function layParameters(writer: Writer, parameters: readonly Parameter[]): Doc {
  return writer.list("(", parameters.length, (i) => {
    const { type, default: preset } = parameters[i];
    return [
      writer.take(),
      type ? [writer.take(":"), " ", layType(writer, type)] : "",
      preset ? [" ", writer.take("="), " ", layExpression(writer, preset)] : "",
    ];
  });
}

function layBody(writer: Writer, { lets, result }: Body): Doc {
  return writer.block(lets.length + 1, gap, (i) => {
    if (i === lets.length) return layExpression(writer, result);
    return layEquation(writer, [writer.take("let"), " ", writer.take()], () => layExpression(writer, lets[i].value));
  });
}

function layStatements(writer: Writer, statements: readonly Statement[]): Doc {
  return writer.block(statements.length, gap, (i) => layStatement(writer, statements[i]));
}

function layStatement(writer: Writer, s: Statement): Doc {
  switch (s.kind) {
    case "step":
      return layStep(writer, s);
    case "repeat":
    case "every":
      return [writer.take(s.kind), " ", layExpression(writer, s.count), " ", layStatements(writer, s.statements)];
    case "clip": {
      const head = [writer.take("clip"), " ", writer.take(), " ", writer.take("in"), " "];
      return [head, writer.list("[", 2, (end) => layExpression(writer, end === 0 ? s.low : s.high))];
    }
    case "set":
      return layEquation(writer, [writer.take("set"), " ", writer.take()], () => layExpression(writer, s.assignment.value));
    case "average": {
      const names = [writer.take("average"), " ", writer.take(), " ", writer.take("as"), " ", writer.take()];
      return [names, " ", writer.take("decay"), " ", layExpression(writer, s.decay)];
    }
  }
}

/** Updates and assignments in the order in which they were written. */
function layStep(writer: Writer, { updates, sets }: Step): Doc {
  let update = 0;
  let set = 0;
  return [
    writer.take("step"), " ",
    writer.row("step ".length, updates.length + sets.length, () => {
      if (writer.coming.text !== "set" || set === sets.length) return [writer.take(), " ", writer.take("by"), " ", layCall(writer, updates[update++].optimiser)];
      const { value } = sets[set++];
      return layEquation(writer, [writer.take("set"), " ", writer.take()], () => layExpression(writer, value));
    }),
  ];
}
