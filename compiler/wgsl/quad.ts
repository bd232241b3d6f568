/**
 * Four neighbouring elements at once: what lies side by side is read and written as vectors. A software adapter tests each access against
 * the end of its buffer, and a vector's once.
 */

import { once } from "../../runtime/once.js";
import { type Index, keyOf, variablesOf } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { sizeOf } from "../ir/type.js";
import { placeKey } from "../plan/place-key.js";
import type { Block } from "./block.js";
import type { Element } from "./element.js";
import { type Expression, nameExpression } from "./expression.js";
import { KernelWriter, type Read, hintOf } from "./kernel.js";
import { quadOf } from "./operand.js";
import { indexText, sizeText } from "./text.js";
import { wholeVector } from "./vectors.js";

/** A value that the kernel has at each of the four. */
export interface Held {
  readonly node: Node;
  readonly registers: readonly string[];
}

/** What `writer.finish` does for an element, for four that are neighbours in what the kernel computes. */
export function finishQuad(block: Block, writer: KernelWriter, elements: readonly Element[], held?: Held): void {
  const { planned } = writer;
  const own = quadAt(elements.map(({ flat }) => flat));
  const vectors = vectorPlaces(writer, elements, own !== undefined, held);
  const known = new Map<string, Expression>();
  /** Each load has a name, so that the four share what they share. */
  const named = (text: string, node: Node, index: Index): string => {
    const expression = once(known, text, () => ({ dtype: node.type.dtype, arguments: [], text: () => text, variables: variablesOf(index), hint: hintOf(node) }));
    return block.define(expression, hintOf(node));
  };
  const read: Read = (operand, node, address, clamped) => {
    const vector = vectors.has(placeKey(operand));
    const quad = vector ? quadOf(address) : undefined;
    const size = sizeOf(node.type.shape);
    const [index, limit] = quad ? [quad.index, { ...size, factor: size.factor / 4 }] : [address, size];
    // Inside a guard the address may be out of range: the guard drops what was read.
    const loaded = `${writer.operands.name(operand, node, vector)}[${clamped ? `min(${indexText(index)}, ${sizeText(limit)} - 1u)` : indexText(index)}]`;
    const name = named(node.type.dtype === "bool" ? `${loaded} != 0u` : loaded, node, index);
    return nameExpression(quad ? `${name}.${"xyzw"[quad.lane]}` : name, node.type.dtype, variablesOf(index));
  };
  const results = new Map<Node, string[]>();
  elements.forEach((element, lane) => {
    writer.forget();
    if (held) writer.hold(held.node, held.registers[lane]);
    writer.finish(block, element, writer.at(element, read), (node, _, value) => results.set(node, [...(results.get(node) ?? []), value]));
  });
  for (const { node, at } of planned.stores) {
    const values = results.get(node)!;
    if (own && vectors.has(placeKey(at))) block.line(`${writer.operands.name(at, node, true)}[${indexText(own)}] = ${wholeVector(values) ?? `vec4f(${values.join(", ")})`};`);
    else values.forEach((value, lane) => writer.storeAt(block, at, node, elements[lane].flat, value));
  }
}

/** Which vector these are, in their order, where they are one. */
function quadAt(addresses: readonly Index[]): Index | undefined {
  const quads = addresses.map(quadOf);
  const [first] = quads;
  return first && quads.every((quad, lane) => quad?.lane === lane && keyOf(quad.index) === keyOf(first.index)) ? first.index : undefined;
}

/** The places of float32 that are read in vectors wherever they are read, and so that the four share them, or that are only written; none that is bound already. */
function vectorPlaces({ planned, operands }: KernelWriter, elements: readonly Element[], isQuad: boolean, held?: Held): ReadonlySet<string> {
  const addresses = new Map<string, { readonly all: Set<string>; readonly quads: Set<string>; whole: boolean }>();
  for (const element of elements) {
    const writer = new KernelWriter(planned);
    if (held) writer.hold(held.node, "x");
    const read: Read = (operand, node, address) => {
      const key = placeKey(operand);
      let found = addresses.get(key);
      if (!found) addresses.set(key, (found = { all: new Set(), quads: new Set(), whole: true }));
      const quad = quadOf(address);
      const even = planned.kernel.pack !== undefined || sizeOf(node.type.shape).factor % 4 === 0;
      if (!quad || !even || node.type.dtype !== "f32") found.whole = false;
      else found.quads.add(keyOf(quad.index));
      found.all.add(keyOf(address));
      return nameExpression("x", node.type.dtype);
    };
    const expressions = writer.at(element, read);
    for (const node of planned.kernel.values) {
      expressions.of(node, element.axes(node.type.shape));
      writer.hold(node, "x");
    }
    for (const { node } of planned.stores) expressions.of(node, element.axes(node.type.shape));
  }
  const bound = new Set(operands.list.map(({ operand }) => placeKey(operand)));
  const written = planned.stores.filter(({ node, at }) => isQuad && node.type.dtype === "f32" && !addresses.has(placeKey(at))).map(({ at }) => placeKey(at));
  const readAs = [...addresses].filter(([, { all, quads, whole }]) => whole && 2 * quads.size <= all.size).map(([key]) => key);
  return new Set([...written, ...readAs].filter((key) => !bound.has(key)));
}
