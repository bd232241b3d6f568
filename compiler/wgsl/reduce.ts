/**
 * Reductions without tiles, in two forms: one invocation an output element, where there are many; one workgroup an output
 * element, its invocations sharing the loop, where there are few and the loop is long.
 */

import { type Access, IrError, type Reduction } from "../ir/op.js";
import { type Index, delinearise, growsEvenly, variable, zero } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { type Shape, sizeAt, sizeOf } from "../ir/type.js";
import { axesOf, readsOf } from "../fuse/access.js";
import { reductionsOf, valuesOf } from "../fuse/kernel.js";
import type { PlannedKernel } from "../plan/plan.js";
import { Block, Names } from "./block.js";
import { Element } from "./element.js";
import type { Expressions } from "./expression.js";
import { type KernelCode, KernelWriter, builtins, groupNumber, rolled } from "./kernel.js";
import { testText, sizeText } from "./text.js";

const invocations = 64;

export function reduceKernel(planned: PlannedKernel, batch: number): KernelCode {
  const outputs = sizeAt(sizeOf(planned.kernel.space), batch);
  const depth = sizeAt(sizeOf(reducedSpace(reductionsOf(planned.kernel)[0])), batch);
  // A barrier is dear on a software adapter: sharing a loop pays where hardly anything else could run beside it.
  return outputs <= 16 && depth >= 1024 ? cooperative(planned) : serial(planned);
}

function serial(planned: PlannedKernel): KernelCode {
  const { kernel } = planned;
  const size = sizeOf(kernel.space);
  const writer = new KernelWriter(planned);
  const block = new Block(new Names(["i", "group", "groups", "once", "lane", "B", "r0", "r1", "r2", "r3"]));
  block.line(`let i = (${groupNumber}) * ${invocations}u + lane;`);
  block.line(`if (i >= ${sizeText(size)}) { return; }`);
  const flat = variable("i", size);
  const element = new Element(kernel.space, delinearise(flat, kernel.space), flat);
  const expressions = writer.at(element);
  for (const reductions of kernel.loops) {
    const totals = declareTotals(block, reductions);
    loop(block, joinedAxes(planned, reductions), 0, (body, index) => accumulate(body, reductions, totals, element, index, expressions));
    reductions.forEach((node, i) => writer.hold(node, totals[i]));
  }
  writer.finish(block, element, expressions);
  const head = `@compute @workgroup_size(${invocations})\nfn $entry$(${builtins.group}, ${builtins.groups}, ${builtins.lane})`;
  return writer.code(head, block, [{ size, per: invocations }]);
}

function cooperative(planned: PlannedKernel): KernelCode {
  const { kernel } = planned;
  const size = sizeOf(kernel.space);
  const writer = new KernelWriter(planned);
  const block = new Block(new Names(["i", "group", "groups", "once", "lane", "B", "r", "stride"]));
  const single = size.factor === 1 && size.batch === 0;
  if (!single) {
    block.line(`let i = ${groupNumber};`);
    block.line(`if (i >= ${sizeText(size)}) { return; }`);
  }
  const flat = single ? zero : variable("i", size);
  const element = new Element(kernel.space, delinearise(flat, kernel.space), flat);
  const expressions = writer.at(element);
  kernel.loops.forEach((reductions, before) => shareLoop(block, writer, reductions, { element, expressions, first: kernel.loops.slice(0, before).flat().length, isLast: before === kernel.loops.length - 1 }));
  block.line("if (lane > 0u) { return; }");
  writer.finish(block, element, expressions);
  const parameters = single ? builtins.lane : `${builtins.group}, ${builtins.groups}, ${builtins.lane}`;
  return writer.code(`@compute @workgroup_size(${invocations})\nfn $entry$(${parameters})`, block, [{ size, per: 1 }]);
}

/** Each invocation takes every 64th element; then halves are added to halves. `first` counts the reductions of earlier loops. */
function shareLoop(block: Block, writer: KernelWriter, reductions: readonly Node[], { element, expressions, first, isLast }: { element: Element; expressions: Expressions; first: number; isLast: boolean }): void {
  const totals = declareTotals(block, reductions);
  const space = reducedSpace(reductions[0]);
  const body = block.nested(`for (var r = lane; r < ${sizeText(sizeOf(space))}; r += ${invocations}u)`, ["r"]);
  accumulate(body, reductions, totals, element, delinearise(variable("r", sizeOf(space)), space), expressions);
  block.close(body);
  const shared = reductions.map((node, i) => `partial${first + i === 0 ? "" : first + i + 1}_${node.type.dtype}`);
  reductions.forEach((node, i) => {
    writer.support.add(`var<workgroup> ${shared[i]}: array<${node.type.dtype}, ${invocations}>;`);
    block.line(`${shared[i]}[lane] = ${totals[i]};`);
  });
  const tree = block.nested(`for (var stride = ${invocations / 2}u; stride > 0u; stride /= 2u)`);
  tree.line("workgroupBarrier();");
  reductions.forEach((node, i) => tree.line(`if (lane < stride) { ${shared[i]}[lane] = ${combineText(node, `${shared[i]}[lane]`, `${shared[i]}[lane + stride]`)}; }`));
  block.close(tree);
  // What the next loop reads all invocations must see.
  if (!isLast) block.line("workgroupBarrier();");
  reductions.forEach((node, i) => writer.hold(node, `${shared[i]}[0]`));
}

function reductionOf(node: Node): Reduction {
  const { lowering } = node.op;
  if (lowering.kind !== "reduction") throw new IrError(`${node.op.name} is no reduction`);
  return lowering;
}

export function reducedSpace(node: Node): Shape {
  return reductionOf(node).space(node.attributes, node.inputs.map((input) => input.type));
}

export function factorsOf(node: Node, output: readonly Index[], reduced: readonly Index[]): readonly Access[] {
  return reductionOf(node).factors(output, reduced, node.attributes, node.inputs.map((input) => input.type));
}

/** Below every float32 but -inf, which no WGSL literal can name. */
const lowest = "-3.4028234663852886e38";

function declareTotals(block: Block, reductions: readonly Node[]): string[] {
  return reductions.map((node) => {
    const name = block.names.fresh(reductionOf(node).combine === "max" ? "largest" : "total");
    const start = reductionOf(node).combine === "max" ? (node.type.dtype === "i32" ? "i32(-2147483648)" : lowest) : node.type.dtype === "i32" ? "0" : "0.0";
    block.line(`var ${name} = ${start};`);
    return name;
  });
}

function combineText(node: Node, a: string, b: string): string {
  return reductionOf(node).combine === "max" ? `max(${a}, ${b})` : `${a} + ${b}`;
}

/**
 * Neighbouring reduced axes as one where everything that is read lies along them as along one. Short nested loops are what a compiler
 * unrolls, each inside the other: Mesa took minutes over the 16 by 16 pixels of a mean.
 */
function joinedAxes({ kernel, loads }: PlannedKernel, reductions: readonly Node[]): readonly Shape[] {
  const own = new Set(valuesOf(kernel));
  const space = reducedSpace(reductions[0]);
  const evenly = (groups: readonly Shape[]): boolean => {
    const joined = groups.map((extents, i) => variable(`r${i}`, sizeOf(extents)));
    const reduced = groups.flatMap((extents, i) => delinearise(joined[i], extents));
    return reductions.every((node) =>
      factorsOf(node, axesOf(node.type.shape), reduced).every(({ index, when = [] }, i) => {
        const reads = readsOf(node.inputs[i], index, (value) => loads.has(value) || own.has(value));
        return when.length === 0 && reads.every(({ address, guarded }) => !guarded && groups.every((extents, k) => extents.length === 1 || growsEvenly(address, `r${k}`)));
      }),
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

function accumulate(body: Block, reductions: readonly Node[], totals: readonly string[], element: Element, reduced: readonly Index[], expressions: Expressions): void {
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
