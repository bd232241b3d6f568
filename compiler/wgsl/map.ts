/** A kernel without a reduction: one invocation an element. */

import { type Index, delinearise, variable, zero } from "../ir/index.js";
import { sizeAt, sizeOf } from "../ir/type.js";
import type { PlannedKernel } from "../plan/plan.js";
import { aligned, bytesOf } from "../plan/layout.js";
import { Block, Names } from "./block.js";
import { Element } from "./element.js";
import { groupNumber } from "../launch/text.js";
import { type KernelCode, KernelWriter } from "./kernel.js";
import { quadKernel } from "./map-quads.js";
import { sizeText } from "./text.js";
import type { TileTable } from "./tile-table.js";

const invocations = 64;

export function mapKernel(planned: PlannedKernel, batch: number, table: TileTable): KernelCode {
  const { kernel } = planned;
  const size = kernel.pack ? packedSize(planned) : sizeOf(kernel.space);
  if (table.fours !== undefined && sizeAt(size, batch) >= table.fours && (kernel.pack || size.factor % 4 === 0)) return quadKernel(planned, { ...size, factor: Math.ceil(size.factor / 4) }, invocations);
  const writer = new KernelWriter(planned);
  const block = new Block(new Names(["i", "group", "groups", "launched", "lane", "B"]));
  const single = size.factor === 1 && size.batch === 0;
  if (!single) {
    block.line(`let i = ${groupNumber} * ${invocations}u + lane;`);
    block.line(`if (i >= ${sizeText(size)}) { return; }`);
  }
  const flat: Index = single ? zero : variable("i", size);
  const element = new Element(kernel.space, kernel.pack ? kernel.space.map(() => flat) : delinearise(flat, kernel.space), flat);
  writer.finish(block, element, writer.at(element));
  return writer.code({ invocations: single ? 1 : invocations, block, groups: [{ size, per: single ? 1 : invocations }] });
}

/** From the first member's start to the last member's end, the gaps between them included: what lies there nobody reads. */
function packedSize({ kernel }: PlannedKernel): { factor: number; batch: number } {
  const members = kernel.pack!.values.get(kernel.values[0])!;
  const bytes = members.slice(0, -1).reduce((sum, node) => sum + aligned(bytesOf(node.type.shape)), 0) + bytesOf(members.at(-1)!.type.shape);
  return { factor: bytes / 4, batch: 0 };
}
