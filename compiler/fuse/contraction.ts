/**
 * Reductions seen as matrix products: out[b, m, n] = Σ_k left[b, m, k] · right[b, k, n], where each letter stands for any
 * number of axes. Whatever a product is written as (a transposed one, an outer one, later a convolution through its index
 * maps), this is what decides between the tiled kernel and a plain loop.
 */

import { type Index, variablesOf } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import { type Dim, dimAt } from "../ir/type.js";
import { axesOf } from "./access.js";

export interface Contraction {
  /** Names of the loop variables of each group, with their extents. */
  readonly batch: readonly Axis[];
  readonly rows: readonly Axis[];
  readonly columns: readonly Axis[];
  readonly depth: readonly Axis[];
  /** Which factor has the rows: 0 or 1. */
  readonly left: 0 | 1;
}

export interface Axis {
  readonly name: string;
  readonly extent: Dim;
}

/** The groups of a sum of products of two factors; `undefined` for other reductions. */
export function asContraction(node: Node): Contraction | undefined {
  const { lowering } = node.op;
  if (lowering.kind !== "reduction" || lowering.combine !== "sum" || node.inputs.length !== 2) return undefined;
  const types = node.inputs.map((input) => input.type);
  const output = axesOf(node.type.shape);
  const space = lowering.space(node.attributes, types);
  const factors = lowering.factors(output, axesOf(space, "r"), node.attributes, types);
  const [first, second] = factors.map((access) => variablesOfAll(access.index));
  const axes = node.type.shape.map((extent, axis): Axis => ({ name: `i${axis}`, extent })).filter(({ extent }) => extent !== 1);
  const inFirst = axes.filter(({ name }) => first.has(name) && !second.has(name));
  const inSecond = axes.filter(({ name }) => second.has(name) && !first.has(name));
  const batch = axes.filter(({ name }) => first.has(name) && second.has(name));
  const depth = space.map((extent, axis): Axis => ({ name: `r${axis}`, extent })).filter(({ extent }) => extent !== 1);
  // The columns run along the result's last axis, so that neighbouring threads store to neighbouring addresses.
  const last = axes.at(-1)?.name;
  const left = inFirst.some(({ name }) => name === last) ? 1 : 0;
  return left === 0 ? { batch, rows: inFirst, columns: inSecond, depth, left } : { batch, rows: inSecond, columns: inFirst, depth, left };
}

function variablesOfAll(index: readonly Index[]): Set<string> {
  const found = new Set<string>();
  index.forEach((component) => variablesOf(component, found));
  return found;
}

export function extentOf(axes: readonly Axis[], batch: number): number {
  return axes.reduce((product, { extent }) => product * dimAt(extent, batch), 1);
}

/**
 * Whether a product is worth register tiles: both sides of a tile must be filled, and the depth must pay for the loads
 * that a tile shares. Skinny products (a critic's last layer) are plain reductions.
 */
export function isTiled(node: Node, batch: number): boolean {
  const contraction = asContraction(node);
  if (!contraction) return false;
  const rows = extentOf(contraction.rows, batch);
  const columns = extentOf(contraction.columns, batch);
  return rows >= 4 && columns >= 8 && extentOf(contraction.depth, batch) >= 4;
}
