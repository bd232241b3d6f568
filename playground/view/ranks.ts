/** In which column each node of the model stands: one further than the furthest of what flows into it. */

import type { Flow } from "../language/flows.js";

/** A flow that closes a cycle counts for nothing. Networks are never first: a column of data and noise stands before them. */
export function ranksOf(nodes: readonly string[], flows: readonly Flow[]): ReadonlyMap<string, number> {
  const into = new Map<string, string[]>();
  for (const { from, to } of flows) into.set(to, [...(into.get(to) ?? []), from]);
  const ranks = new Map<string, number>();
  const entered = new Set<string>();
  const rankOf = (node: string): number => {
    const known = ranks.get(node);
    if (known !== undefined) return known;
    if (entered.has(node)) return -1;
    entered.add(node);
    const least = node.startsWith("data ") || node.startsWith("noise ") ? 0 : 1;
    const rank = Math.max(least, ...(into.get(node) ?? []).map((from) => rankOf(from) + 1));
    ranks.set(node, rank);
    return rank;
  };
  const last = Math.max(...nodes.map(rankOf));
  // All losses stand in the last column, and a source that only one later network reads stands right before that network.
  for (const node of nodes) if (node.startsWith("loss ")) ranks.set(node, last);
  for (const node of nodes) {
    const readers = flows.filter(({ from }) => from === node).map(({ to }) => ranks.get(to) ?? last);
    if ((ranks.get(node) ?? 0) === 0 && readers.length > 0) ranks.set(node, Math.max(0, Math.min(...readers) - 1));
  }
  return ranks;
}
