/** What is asked of a race: of standings in the order of `allOn`, that is ganc, jax-js, TF.js, and PyTorch where it is. */

import type { Adapter } from "../harness/protocol.js";
import type { Standing } from "../harness/race.js";
import { timeOf } from "../harness/report.js";
import { number } from "../harness/table.js";
import type { Target } from "../harness/target.js";

export function countTargets({ counts, problem }: Standing, dispatches: number): Target[] {
  const target = (what: string, value: number | undefined, atMost: number): Target => ({ what, value, missing: problem, bound: { atMost }, show: String });
  return [
    target("dispatches an iteration", counts?.dispatches, dispatches),
    target("submits an iteration", counts?.submits, 1),
    target("buffers, bind groups, pipelines and host writes after the first", counts && counts.buffers + counts.bindGroups + counts.pipelines + counts.writes, 0),
  ];
}

/** Than jax-js, and than TF.js. A GPU has no target of its own yet. */
const timesFasterAsked = { swiftshader: [4, 12], lavapipe: [5, 7], gpu: [] };

export function peerTargets([ganc, ...peers]: readonly Standing[], adapter: Adapter): Target[] {
  return peers.slice(0, 2).map((peer, i) => {
    const atLeast: number | undefined = timesFasterAsked[adapter][i];
    return { what: `times faster than ${nameOf(peer)}`, ...timesFaster(ganc, peer), bound: atLeast === undefined ? undefined : { atLeast }, show: number };
  });
}

/** Who was ended before it was done is slower yet than the number says. */
const nameOf = ({ name, msPerIteration, overMs }: Standing): string => (msPerIteration === undefined && overMs !== undefined ? `${name} or more, which was ended` : name);

export function betterPeerTarget([ganc, ...peers]: readonly Standing[]): Target {
  const [better, other] = peers.slice(0, 2).sort((a, b) => (timeOf(a).ms ?? Infinity) - (timeOf(b).ms ?? Infinity));
  const alone = timeOf(other).ms === undefined ? ` (${other.name} has no time: ${other.problem})` : "";
  return { what: `times faster than the better peer, ${nameOf(better)}${alone}`, ...timesFaster(ganc, better), bound: { atLeast: 3 }, show: number };
}

export function torchTargets([ganc, , , torch]: readonly Standing[], adapter: Adapter): Target[] {
  if (!torch) return [];
  const bound = adapter === "lavapipe" ? { atMost: 2.5 } : undefined;
  return [{ what: "times the time of PyTorch on the CPU", ...timesFaster(torch, ganc), bound, show: number }];
}

function timesFaster(one: Standing, other: Standing): Pick<Target, "value" | "missing"> {
  const { ms } = timeOf(other);
  if (one.msPerIteration === undefined) return { value: undefined, missing: `${one.name}: ${one.problem}` };
  return ms === undefined ? { value: undefined, missing: `${other.name}: ${other.problem}` } : { value: ms / one.msPerIteration };
}
