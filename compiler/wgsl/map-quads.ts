/**
 * A kernel without a reduction, four neighbouring elements an invocation: what lies side by side is read and written as vectors. A software
 * adapter tests each access against the end of its buffer, and a vector's once.
 */

import { type Index, add, delinearise, keyOf, literal, mul, variable } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { type Size, sizeOf } from "../ir/type.js";
import { groupNumber } from "../launch/text.js";
import { placeKey } from "../plan/place-key.js";
import type { PlannedKernel } from "../plan/plan.js";
import { Block, Names } from "./block.js";
import { Element } from "./element.js";
import { nameExpression } from "./expression.js";
import { type KernelCode, KernelWriter, type Read, hintOf } from "./kernel.js";
import { quadOf } from "./operand.js";
import { indexText, sizeText } from "./text.js";
import { wholeVector } from "./vectors.js";

/** `quads` is how many there are. What a pack has past its end lies in the gap before the next slot, which nobody reads. */
export function quadKernel(planned: PlannedKernel, quads: Size, invocations: number): KernelCode {
  const writer = new KernelWriter(planned);
  const block = new Block(new Names(["i", "group", "groups", "launched", "lane", "B"]));
  block.line(`let i = ${groupNumber} * ${invocations}u + lane;`);
  block.line(`if (i >= ${sizeText(quads)}) { return; }`);
  const elements = [0, 1, 2, 3].map((lane) => elementAt(planned, quads, lane));
  const vectors = vectorPlaces(planned, elements);
  const known = new Map<string, string>();
  /** Each load has a name, so that the four share what they share. */
  const named = (text: string, node: Node): string => {
    let name = known.get(text);
    if (name === undefined) {
      known.set(text, (name = block.names.fresh(hintOf(node))));
      block.line(`let ${name} = ${text};`);
    }
    return name;
  };
  const read: Read = (operand, node, address, clamped) => {
    const vector = vectors.has(placeKey(operand));
    const variableName = writer.operands.name(operand, node, vector);
    const quad = vector ? quadOf(address) : undefined;
    const size = sizeOf(node.type.shape);
    /** Inside a guard the address may be out of range: the guard drops what was read. */
    const at = (index: Index, limit: Size): string => (clamped ? `min(${indexText(index)}, ${sizeText(limit)} - 1u)` : indexText(index));
    if (quad) return nameExpression(`${named(`${variableName}[${at(quad.index, { ...size, factor: size.factor / 4 })}]`, node)}.${"xyzw"[quad.lane]}`, node.type.dtype);
    const text = `${variableName}[${at(address, size)}]`;
    return nameExpression(named(node.type.dtype === "bool" ? `${text} != 0u` : text, node), node.type.dtype);
  };
  const results = new Map<Node, string[]>();
  for (const element of elements) {
    writer.forget();
    writer.finish(block, element, writer.at(element, read), (node, _, value) => results.set(node, [...(results.get(node) ?? []), value]));
  }
  for (const { node, at } of planned.stores) {
    const values = results.get(node)!;
    const vector = vectors.has(placeKey(at));
    if (vector) block.line(`${writer.operands.name(at, node, true)}[i] = ${wholeVector(values) ?? `vec4f(${values.join(", ")})`};`);
    else values.forEach((value, lane) => writer.storeAt(block, at, node, elements[lane].flat, value));
  }
  return writer.code(invocations, block, [{ size: quads, per: invocations }]);
}

function elementAt({ kernel }: PlannedKernel, quads: Size, lane: number): Element {
  const flat = add(mul(variable("i", quads), { factor: 4, batch: 0 }), literal(lane));
  return new Element(kernel.space, kernel.pack ? kernel.space.map(() => flat) : delinearise(flat, kernel.space), flat);
}

/** The places of float32 that are read in vectors wherever they are read, and so that the four share them, or that are only written. */
function vectorPlaces(planned: PlannedKernel, elements: readonly Element[]): ReadonlySet<string> {
  const addresses = new Map<string, { readonly all: Set<string>; readonly quads: Set<string>; whole: boolean }>();
  for (const element of elements) {
    const writer = new KernelWriter(planned);
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
  const written = planned.stores.filter(({ node, at }) => node.type.dtype === "f32" && !addresses.has(placeKey(at))).map(({ at }) => placeKey(at));
  const readAs = [...addresses].filter(([, { all, quads, whole }]) => whole && 2 * quads.size <= all.size).map(([key]) => key);
  return new Set([...written, ...readAs]);
}
