/** A kernel without a reduction, four neighbouring elements an invocation. */

import { add, delinearise, literal, mul, variable } from "../ir/index.js";
import type { Size } from "../ir/type.js";
import { groupNumber } from "../launch/text.js";
import type { PlannedKernel } from "../plan/plan.js";
import { Block, Names } from "./block.js";
import { Element } from "./element.js";
import { type KernelCode, KernelWriter } from "./kernel.js";
import { finishQuad } from "./quad.js";
import { sizeText } from "./text.js";

/** `quads` is how many there are. What a pack has past its end lies in the gap before the next slot, which nobody reads. */
export function quadKernel(planned: PlannedKernel, quads: Size, invocations: number): KernelCode {
  const writer = new KernelWriter(planned);
  const block = new Block(new Names(["i", "group", "groups", "launched", "lane", "B"]));
  block.line(`let i = ${groupNumber} * ${invocations}u + lane;`);
  block.line(`if (i >= ${sizeText(quads)}) { return; }`);
  finishQuad(block, writer, [0, 1, 2, 3].map((lane) => elementAt(planned, quads, lane)));
  return writer.code({ invocations, block, groups: [{ size: quads, per: invocations }] });
}

function elementAt({ kernel }: PlannedKernel, quads: Size, lane: number): Element {
  const flat = add(mul(variable("i", quads), { factor: 4, batch: 0 }), literal(lane));
  return new Element(kernel.space, kernel.pack ? kernel.space.map(() => flat) : delinearise(flat, kernel.space), flat);
}
