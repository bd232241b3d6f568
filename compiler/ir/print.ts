/**
 * The text form of a graph, which golden files hold: a line a node in order, numbered by position, typed, with the place in
 * the source that asked for it; `∂` marks what differentiation made. A diff of it is a review of a change to the compiler.
 */

import { type Graph, rootsOf } from "./graph.js";
import { type Node, type Origin, reachable, showAttribute } from "./node.js";
import { showType } from "./type.js";

export function printGraph(graph: Graph): string {
  const nodes = reachable(rootsOf(graph));
  const numbers = new Map(nodes.map((node, i) => [node, i]));
  const digits = String(Math.max(0, nodes.length - 1)).length;
  const number = (node: Node): string => `%${numbers.get(node)}`;
  const left = nodes.map((node) => `${number(node).padEnd(digits + 1)} = ${operation(node, number)}`);
  const types = nodes.map(({ type }) => showType(type));
  const width = Math.max(...left.map((text) => text.length), 0);
  const typeWidth = Math.max(...types.map((text) => text.length), 0);
  let last: Origin | undefined;
  const lines = nodes.map((node, i) => {
    const place = placeOf(node.origin, last);
    last = node.origin;
    return `  ${left[i].padEnd(width)}  ${types[i].padEnd(typeWidth)}  ${place}`.trimEnd();
  });
  const assignments = graph.assignments.map(({ slot, value }) => `  ${String(slot.attributes.name)} := ${number(value)}`);
  const outputs = graph.outputs.map(({ name, value }) => `  ${name} = ${number(value)}`);
  return [graph.name, ...lines, ...assignments, ...outputs].join("\n").concat("\n");
}

/** The operation with its attributes and inputs; what the type column says already is left out. */
function operation(node: Node, number: (node: Node) => string): string {
  const { name, value, spec, shape: _, dtype: __, ...rest } = node.attributes;
  const leading = [name, value].filter((attribute) => attribute !== undefined).map((attribute) => (typeof attribute === "string" ? attribute : showAttribute(attribute)));
  const quoted = spec === undefined ? [] : [showAttribute(spec)];
  const others = Object.entries(rest).map(([key, attribute]) => `${key}=${showAttribute(attribute)}`);
  return [node.op.name, ...leading, ...quoted, ...node.inputs.map(number), ...others].join(" ");
}

/** Only what differs from the line above: the place, and the stage's text where it is a new one. */
function placeOf(origin: Origin | undefined, before: Origin | undefined): string {
  if (!origin) return "";
  const place = `${origin.line}:${origin.column}`;
  const same = before !== undefined && before.line === origin.line && before.column === origin.column && before.file === origin.file;
  return `${origin.derivative ? "∂ " : ""}${place}${same ? "" : ` ${origin.text}`}`.trimEnd();
}
