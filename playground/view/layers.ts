/**
 * The model's boxes in columns, and the ways between them (Sugiyama, Tagawa and Toda 1981, "Methods for visual understanding of hierarchical system
 * structures"): a flow that passes columns has a lane in each of them, so that it runs between boxes and never through one. Flows from the same box
 * share their lanes. Columns are ordered by the means of their neighbours' places, as long as that takes crossings away.
 */

import type { Flow } from "../language/flows.js";
import { ranksOf } from "./ranks.js";

export interface Layout {
  /** From left to right; each from top to bottom, boxes and lanes. */
  readonly columns: readonly (readonly string[])[];
  /** Each from a column to the next. */
  readonly ways: readonly Way[];
  /** Flows that close a circle, from a column to itself or to one before it. */
  readonly backward: readonly Flow[];
}

export interface Way extends Flow {
  /** The box that flows here: where the way begins, or where its lane comes from. */
  readonly source: string;
}

const lanePrefix = "lane ";

export const isLane = (node: string): boolean => node.startsWith(lanePrefix);

const sweeps = 8;

export function layersOf(nodes: readonly string[], flows: readonly Flow[]): Layout {
  const ranks = ranksOf(nodes, flows);
  const rankOf = (node: string): number => ranks.get(node) ?? 0;
  const used = [...new Set(nodes.map(rankOf))].sort((a, b) => a - b);
  const columns: string[][] = used.map((rank) => nodes.filter((node) => rankOf(node) === rank));
  const columnOf = (node: string): number => used.indexOf(rankOf(node));
  const ways = new Map<string, Way>();
  const isForward = ({ from, to }: Flow): boolean => columnOf(from) < columnOf(to);
  for (const { from, to } of flows.filter(isForward)) {
    const lanes = columns.slice(columnOf(from) + 1, columnOf(to)).map((column, i) => {
      const lane = `${lanePrefix}${columnOf(from) + 1 + i} ${from}`;
      if (!column.includes(lane)) column.push(lane);
      return lane;
    });
    const stops = [from, ...lanes, to];
    stops.slice(1).forEach((stop, i) => ways.set(`${stops[i]} → ${stop}`, { from: stops[i], to: stop, source: from }));
  }
  const all = [...ways.values()];
  return { columns: untangled(columns, all), ways: all, backward: flows.filter((flow) => !isForward(flow)) };
}

/** The order with the fewest crossings of those that the sweeps, forth and back, come through. */
function untangled(columns: readonly (readonly string[])[], ways: readonly Flow[]): readonly (readonly string[])[] {
  let best = columns;
  let order = columns.map((column) => [...column]);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const isForth = sweep % 2 === 0;
    const places = order.map((_, i) => i).slice(1);
    for (const i of isForth ? places : places.map((place) => order.length - 1 - place)) {
      const beside = order[isForth ? i - 1 : i + 1];
      order = order.map((column, at) => (at === i ? byMeans(column, beside, ways) : column));
    }
    if (crossings(order, ways) < crossings(best, ways)) best = order;
  }
  return best;
}

/** What has no neighbour there keeps its place. */
function byMeans(column: readonly string[], beside: readonly string[], ways: readonly Flow[]): string[] {
  const mean = (node: string, place: number): number => {
    const places = ways.flatMap(({ from, to }) => (from === node ? beside.indexOf(to) : to === node ? beside.indexOf(from) : -1)).filter((found) => found >= 0);
    return places.length > 0 ? (places.reduce((a, b) => a + b, 0) / places.length + 0.5) / beside.length : (place + 0.5) / column.length;
  };
  return column.map((node, place) => ({ node, key: mean(node, place) })).sort((a, b) => a.key - b.key).map(({ node }) => node);
}

function crossings(columns: readonly (readonly string[])[], ways: readonly Flow[]): number {
  let count = 0;
  for (let i = 1; i < columns.length; i++) {
    const between = ways.flatMap(({ from, to }) => {
      const [a, b] = [columns[i - 1].indexOf(from), columns[i].indexOf(to)];
      return a >= 0 && b >= 0 ? [{ a, b }] : [];
    });
    for (const one of between) for (const other of between) if (one.a < other.a && one.b > other.b) count++;
  }
  return count;
}
