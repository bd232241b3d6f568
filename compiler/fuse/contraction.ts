/**
 * Reductions seen as matrix products: out[b, m, n] = Σ_k left[b, m, k] · right[b, k, n], where each letter stands for any
 * number of axes. Whatever a product is written as (a transposed one, an outer one, a convolution through its index maps),
 * this is what decides between the tiled kernel and a plain loop.
 */

import { type Index, linearise, variable, variablesOf } from "../ir/index.js";
import type { Node } from "../ir/node.js";
import type { Access } from "../ir/op.js";
import { remembered } from "../ir/remembered.js";
import { type Dim, type Shape, dimAt } from "../ir/type.js";
import { axesOf } from "./access.js";

export interface Contraction {
  /** Names of the loop variables of each group, with their extents. */
  readonly batch: readonly Axis[];
  readonly rows: readonly Axis[];
  readonly columns: readonly Axis[];
  readonly depth: readonly Axis[];
  /** Which factor has the rows: 0 or 1. */
  readonly left: 0 | 1;
  /** The result's element as a function of those variables. */
  readonly output: readonly Index[];
  /** Where each factor is read. */
  readonly factors: readonly Access[];
  /** Where the result's last axis is read as places and phases of them, and the places are the last of the columns: the phases, one of the `batch`. */
  readonly phase?: Axis;
}

export interface Axis {
  readonly name: string;
  readonly extent: Dim;
}

/** A tile's width. */
const leastColumns = 8;

/** The groups of a sum of products of two factors; `undefined` for other reductions. */
export const asContraction = remembered((node: Node): Contraction | undefined => {
  const { lowering } = node.op;
  if (lowering.kind !== "reduction" || lowering.combine !== "sum" || node.inputs.length !== 2) return undefined;
  const types = node.inputs.map((input) => input.type);
  const parts = lowering.parts?.(node.attributes, node.type) ?? node.type.shape.map((dim) => [dim]);
  const { axes, output } = outputAxes(parts);
  const space = lowering.space(node.attributes, types);
  const factors = lowering.factors(output, axesOf(space, "r"), node.attributes, types);
  const [first, second] = factors.map(variablesOfAccess);
  const inFirst = axes.filter(({ name }) => first.has(name) && !second.has(name));
  const inSecond = axes.filter(({ name }) => second.has(name) && !first.has(name));
  const batch = axes.filter(({ name }) => first.has(name) === second.has(name));
  const depth = space.map((extent, axis): Axis => ({ name: `r${axis}`, extent })).filter(({ extent }) => extent !== 1);
  // The columns run along the result's last axis, so that neighbouring threads store to neighbouring addresses.
  const last = axes.filter(({ name }) => first.has(name) !== second.has(name)).at(-1)?.name;
  const [along, across] = inFirst.some(({ name }) => name === last) ? [inFirst, inSecond] : [inSecond, inFirst];
  const columns = isNarrow(along) && !isNarrow(across) ? across : along;
  const left = columns === inFirst ? 1 : 0;
  const [place, phase] = parts.at(-1)?.length === 2 ? axes.slice(-2) : [];
  const phased = phase !== undefined && batch.includes(phase) && columns.at(-1) === place;
  const groups = { batch, depth, left, output, factors, ...(phased && { phase }) } as const;
  return left === 0 ? { ...groups, rows: inFirst, columns: inSecond } : { ...groups, rows: inSecond, columns: inFirst };
});

/** The same with the phases among the columns, as the last of them: neighbours in memory are neighbours again, but each phase has its own rows. */
export function interleaved(contraction: Contraction): Contraction {
  const { batch, columns, phase } = contraction;
  return phase ? { ...contraction, batch: batch.filter((axis) => axis !== phase), columns: [...columns, phase] } : contraction;
}

/** Of a kernel's line no more elements are rows of one invocation. */
const longestLine = 8;

/**
 * The gradient of a convolution's kernel with the kernel's places for rows: what those of one line meet lies side by side in a line of the picture, and is read once. `line` is how many
 * they are. `undefined` where the depth runs along no line of a picture, or along one that no vectors lie in.
 */
export function byKernelLines(contraction: Contraction): { readonly contraction: Contraction; readonly line: number } | undefined {
  const { rows, columns, left } = contraction;
  for (const turned of [contraction, { ...contraction, rows: columns, columns: rows, left: left === 0 ? (1 as const) : (0 as const) }]) {
    const line = kernelLine(turned);
    if (line !== undefined) return { contraction: turned, line };
  }
  return undefined;
}

/** How long the last axis of the rows is, where it is a kernel's: it adds to the last of the depth in a place of a picture. */
function kernelLine({ rows, depth, factors, left }: Contraction): number | undefined {
  const [own, along] = [rows.at(-1), depth.at(-1)];
  if (typeof own?.extent !== "number" || typeof along?.extent !== "number" || along.extent % 4 !== 0 || own.extent > longestLine || own.extent >= along.extent) return undefined;
  const place = variablesOf(factors[left].index.at(-1)!);
  return place.has(own.name) && place.has(along.name) ? own.extent : undefined;
}

/** Too few to fill the columns of a tile. */
function isNarrow(axes: readonly Axis[]): boolean {
  return extentOf(axes, leastColumns) < leastColumns;
}

/** A variable for each part of each axis, `i0`, `i1`, …; those of extent 1 are no axes. */
function outputAxes(parts: readonly Shape[]): { readonly axes: readonly Axis[]; readonly output: readonly Index[] } {
  let count = 0;
  const axes: Axis[] = [];
  const output = parts.map((extents) =>
    linearise(
      extents.map((extent) => {
        const name = `i${count++}`;
        if (extent !== 1) axes.push({ name, extent });
        return variable(name, extent);
      }),
      extents,
    ),
  );
  return { axes, output };
}

function variablesOfAccess({ index, when = [] }: Access): Set<string> {
  const found = new Set<string>();
  index.forEach((component) => variablesOf(component, found));
  when.forEach(({ of }) => variablesOf(of, found));
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
  return rows >= 3 && columns >= leastColumns && extentOf(contraction.depth, batch) >= 4;
}
