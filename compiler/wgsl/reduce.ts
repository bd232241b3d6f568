/**
 * Reductions without tiles, in two forms: one invocation an output element, where there are many; one workgroup an output
 * element, its invocations sharing the loop, where there are few and the loop is long.
 */

import { type Index, delinearise, growsEvenly, linearise, variable, zero } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { type Shape, sizeAt, sizeOf } from "../ir/type.js";
import { axesOf, readsOf } from "../fuse/access.js";
import { type Loop, isShared, sharing, valuesOf } from "../fuse/kernel.js";
import { factorsOf, placeOnWalk, reductionOf } from "../fuse/walk.js";
import type { PlannedKernel } from "../plan/plan.js";
import { Block, Names } from "./block.js";
import { Element } from "./element.js";
import type { Expressions } from "./expression.js";
import { groupNumber } from "../launch/text.js";
import { type KernelCode, KernelWriter, hintOf, rolled } from "./kernel.js";
import { testText, sizeText } from "./text.js";

const invocations = sharing;

export function reduceKernel(planned: PlannedKernel, batch: number): KernelCode {
  const { space, loops } = planned.kernel;
  return isShared(sizeAt(sizeOf(space), batch), sizeAt(sizeOf(loops[0].space), batch)) ? cooperative(planned) : serial(planned);
}

function serial(planned: PlannedKernel): KernelCode {
  const { kernel } = planned;
  const size = sizeOf(kernel.space);
  const writer = new KernelWriter(planned);
  const block = new Block(new Names(["i", "group", "groups", "launched", "once", "lane", "B", "r0", "r1", "r2", "r3"]));
  block.line(`let i = ${groupNumber} * ${invocations}u + lane;`);
  block.line(`if (i >= ${sizeText(size)}) { return; }`);
  const flat = variable("i", size);
  const element = new Element(kernel.space, delinearise(flat, kernel.space), flat);
  const expressions = writer.at(element);
  for (const each of kernel.loops) {
    const totals = declareTotals(block, each.reductions);
    loop(block, joinedAxes(planned, each), 0, (body, index) => comeBy(body, writer, each, totals, element, index, expressions));
    each.reductions.forEach((node, i) => writer.hold(node, totals[i]));
  }
  writer.finish(block, element, expressions);
  return writer.code({ invocations, block, groups: [{ size, per: invocations }] });
}

function cooperative(planned: PlannedKernel): KernelCode {
  const { kernel } = planned;
  const size = sizeOf(kernel.space);
  const writer = new KernelWriter(planned);
  const block = new Block(new Names(["i", "group", "groups", "launched", "once", "lane", "B", "r", "other"]));
  const single = size.factor === 1 && size.batch === 0;
  if (!single) {
    block.line(`let i = ${groupNumber};`);
    block.line(`if (i >= ${sizeText(size)}) { return; }`);
  }
  const flat = single ? zero : variable("i", size);
  const element = new Element(kernel.space, delinearise(flat, kernel.space), flat);
  const expressions = writer.at(element);
  kernel.loops.forEach((each, before) => {
    const first = kernel.loops.slice(0, before).reduce((count, { reductions }) => count + reductions.length, 0);
    shareLoop(block, writer, each, { element, expressions, first });
  });
  block.line("if (lane > 0u) { return; }");
  writer.finish(block, element, expressions);
  return writer.code({ invocations, block, groups: [{ size, per: 1 }] });
}

/** Each invocation takes every 64th element; then each adds up what all found. `first` counts the reductions of earlier loops. */
function shareLoop(block: Block, writer: KernelWriter, each: Loop, { element, expressions, first }: { element: Element; expressions: Expressions; first: number }): void {
  const { reductions, space } = each;
  const totals = declareTotals(block, reductions);
  const body = block.nested(`for (var r = lane; r < ${sizeText(sizeOf(space))}; r += ${invocations}u)`, ["r"]);
  comeBy(body, writer, each, totals, element, delinearise(variable("r", sizeOf(space)), space), expressions);
  block.close(body);
  if (reductions.length === 0) return;
  const shared = reductions.map((node, i) => `partial${first + i === 0 ? "" : first + i + 1}_${node.type.dtype}`);
  reductions.forEach((node, i) => {
    writer.support.add(`var<workgroup> ${shared[i]}: array<${node.type.dtype}, ${invocations}>;`);
    block.line(`${shared[i]}[lane] = ${totals[i]};`);
  });
  block.line("workgroupBarrier();");
  reductions.forEach((node, i) => block.line(`${totals[i]} = ${startOf(node)};`));
  // A tree would take six more barriers, and a barrier takes a software adapter longer than 64 additions.
  const others = block.nested(`for (var other = 0u; other < ${invocations}u; other++)`);
  reductions.forEach((node, i) => others.line(`${totals[i]} = ${combineText(node, totals[i], `${shared[i]}[other]`)};`));
  block.close(others);
  reductions.forEach((node, i) => writer.hold(node, totals[i]));
}

/** Below every float32 but -inf, which no WGSL literal can name. */
const lowest = "-3.4028234663852886e38";

function declareTotals(block: Block, reductions: readonly Node[]): string[] {
  return reductions.map((node) => {
    const name = block.names.fresh(reductionOf(node).combine === "max" ? "largest" : "total");
    block.line(`var ${name} = ${startOf(node)};`);
    return name;
  });
}

function startOf(node: Node): string {
  if (reductionOf(node).combine === "max") return node.type.dtype === "i32" ? "i32(-2147483648)" : lowest;
  return node.type.dtype === "i32" ? "0" : "0.0";
}

function combineText(node: Node, a: string, b: string): string {
  return reductionOf(node).combine === "max" ? `max(${a}, ${b})` : `${a} + ${b}`;
}

/**
 * Neighbouring reduced axes as one where everything that is read lies along them as along one. Short nested loops are what a compiler
 * unrolls, each inside the other: Mesa took minutes over the 16 by 16 pixels of a mean.
 */
function joinedAxes({ kernel, loads }: PlannedKernel, { space, reductions, elements, walk }: Loop): readonly Shape[] {
  const own = new Set(valuesOf(kernel));
  const evenly = (groups: readonly Shape[]): boolean => {
    const joined = groups.map((extents, i) => variable(`r${i}`, sizeOf(extents)));
    const reduced = groups.flatMap((extents, i) => delinearise(joined[i], extents));
    const isEven = (value: Node, index: readonly Index[], computed?: Node): boolean =>
      readsOf(value, index, (read) => read !== computed && (loads.has(read) || own.has(read))).every(({ address, guarded }) => !guarded && groups.every((extents, k) => extents.length === 1 || growsEvenly(address, `r${k}`)));
    const place = (shape: Shape): readonly Index[] => placeOnWalk(walk!, shape, axesOf(walk!.reduction.type.shape), reduced);
    return (
      elements.every((node) => isEven(node, place(node.type.shape), node)) &&
      reductions.every((node) => factorsOf(node, axesOf(node.type.shape), reduced).every(({ index, when = [] }, i) => when.length === 0 && isEven(node.inputs[i], index)))
    );
  };
  return space.reduce<readonly Shape[]>((groups, extent) => {
    const last = groups.at(-1);
    const joined = last && [...groups.slice(0, -1), [...last, extent]];
    return joined && evenly([...joined, ...space.slice(joined.flat().length).map((dim) => [dim])]) ? joined : [...groups, [extent]];
  }, []);
}

/** A loop for each group of axes, those of extent 1 left out. */
function loop(block: Block, groups: readonly Shape[], place: number, body: (block: Block, index: readonly Index[]) => void, index: readonly Index[] = []): void {
  if (place === groups.length) return body(block, index);
  const extents = groups[place];
  const size = sizeOf(extents);
  if (size.factor === 1 && size.batch === 0) return loop(block, groups, place + 1, body, [...index, ...extents.map(() => zero)]);
  const name = `r${place}`;
  const inner = block.nested(`for (var ${name} = 0u; ${name} < ${rolled(size)}; ${name}++)`, [name]);
  loop(inner, groups, place + 1, body, [...index, ...delinearise(variable(name, size), extents)]);
  block.close(inner);
}

/** One turn of a loop: what is computed for the element that it comes by, stored where others need it, and what the reductions add. */
function comeBy(body: Block, writer: KernelWriter, { reductions, elements, walk }: Loop, totals: readonly string[], element: Element, reduced: readonly Index[], expressions: Expressions): void {
  const place = (shape: Shape): readonly Index[] => placeOnWalk(walk!, shape, element.axes(walk!.reduction.type.shape), reduced);
  for (const node of elements) {
    const expression = expressions.of(node, place(node.type.shape));
    body.expect([expression]);
    const value = body.define(expression, hintOf(node));
    writer.store(body, node, element.resolve(linearise(place(node.type.shape), node.type.shape)), value);
  }
  const terms = reductions.map((node) => {
    const factors = factorsOf(node, element.axes(node.type.shape), reduced).map((access, i) => {
      const when = expressions.conditions(access.when ?? []);
      return { expression: expressions.of(node.inputs[i], access.index, when.length > 0), when };
    });
    return { node, factors };
  });
  body.expect(terms.flatMap(({ factors }) => factors.map(({ expression }) => expression)));
  terms.forEach(({ node, factors }, i) => {
    const product = factors.map(({ expression }) => body.print(expression)).join(" * ");
    const test = testText(factors.flatMap(({ when }) => when));
    const update = reductionOf(node).combine === "max" ? `${totals[i]} = max(${totals[i]}, ${product});` : `${totals[i]} += ${product};`;
    body.line(test === undefined ? update : `if (${test}) { ${update} }`);
  });
}
