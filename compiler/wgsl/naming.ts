/** Names in the WGSL come from the source: a kernel is called for what it does, a variable for what lies in it. */

import type { Node } from "../ir/node.js";
import { isSlot, sourceName } from "../ops/index.js";
import { allowed } from "./words.js";
import { valuesOf } from "../fuse/kernel.js";
import type { PlannedKernel } from "../plan/plan.js";

const word = (text: string): string => allowed(text.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, ""));
/** The stage as written, without its arguments: `leaky_relu` of `leaky_relu(0.2)`. */
const stage = (node: Node): string | undefined => /^[A-Za-z_]\w*/.exec(node.origin?.text ?? "")?.[0];

/** After its first kernel, and how many run beside it. */
export function launchName(kernels: readonly PlannedKernel[]): string {
  const more = kernels.length - 1;
  return `${kernelName(kernels[0])}${more > 0 ? `_and_${more}` : ""}`;
}

/** `G_linear1_leaky_relu`, `d_D_linear2_weight`, `D_update`. */
function kernelName({ kernel }: PlannedKernel): string {
  if (kernel.copy) return `keep_${valueName(kernel.copy)}`;
  if (kernel.pack) {
    const slot = [...kernel.pack.leaves.keys()].filter(isSlot).map(sourceName)[0] ?? "weights";
    return `${word(slot.split(".")[0])}_update`;
  }
  const nodes = valuesOf(kernel);
  const parts: string[] = [];
  for (const node of nodes) {
    const name = valueName(node);
    const addition = parts.length > 0 ? (stage(node) ?? node.op.name) : name;
    if (parts.length < 3 && !parts.some((part) => part.endsWith(addition))) parts.push(addition);
  }
  return word(parts.join("_"));
}

/** What lies in a place: the layer's path or the stage that made it; `d_` before what differentiation made. */
export function valueName(node: Node): string {
  if (node.op.lowering.kind === "source") return word(sourceName(node));
  const base = word(node.origin?.path || stage(node) || node.op.name);
  return node.origin?.derivative ? `d_${base}` : base;
}

/** The source lines behind a kernel: `tiny.gan 5:35 linear(4), 5:48 leaky_relu(0.2)`. */
export function placesOf({ kernel }: PlannedKernel): string {
  const nodes = kernel.copy ? [kernel.copy] : valuesOf(kernel);
  const places = new Map<string, string>();
  let file: string | undefined;
  for (const { origin } of nodes) {
    if (!origin) continue;
    // Without its folder: the same source gives the same bytes wherever it lies.
    const prefix = origin.file === file ? "" : `${origin.file.replace(/^.*[\\/]/, "")} `;
    file = origin.file;
    places.set(`${origin.derivative ? "∂ " : ""}${prefix}${origin.line}:${origin.column}`, origin.text);
  }
  return [...places].map(([place, text]) => `${place} ${text}`).join(", ");
}
