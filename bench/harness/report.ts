/** A race as a table, and whether all of it was the same work. */

import type { Losses, Peak } from "./protocol.js";
import type { Standing } from "./race.js";
import { number, percent, seconds, table } from "./table.js";

export function raceTable(standings: readonly Standing[], { gflops }: Peak): string {
  const [first] = standings;
  const flops = first.started?.compiled?.flops;
  return table(
    ["", "dispatches", "submits", "writeBuffer", "buffers", "bind groups", "pipelines", "ms an iteration", "× ganc's", "of FMA peak", "first iteration"],
    standings.map(({ name, counts, started, ...standing }) => {
      const { ms, isOver } = timeOf(standing);
      const calls = counts ? [counts.dispatches, counts.submits, counts.writes, counts.buffers, counts.bindGroups, counts.pipelines].map(String) : Array<string>(6).fill("");
      if (ms === undefined) return [name, ...calls, "", "", "", started ? seconds(started.firstMs) : ""];
      const over = isOver ? "> " : "";
      const share = flops === undefined ? "" : percent(flops / (ms / 1000) / (gflops * 1e9));
      return [name, ...calls, over + number(ms), first.msPerIteration === undefined ? "" : over + number(ms / first.msPerIteration), isOver ? `< ${share}` : share, started ? seconds(started.firstMs) : ""];
    }),
  );
}

export function peakLine({ gflops, gigabytes, dispatchUs, submitUs }: Peak): string {
  return `The machine in the same rounds: ${number(gflops)} GFLOP/s of fused multiplications and additions, ${number(gigabytes)} GB/s copied, ${number(dispatchUs)} µs a dispatch, ${number(submitUs)} µs a submit.`;
}

/** What each contender said besides its times: who failed and why, and what shows that all do the same. */
export function workLines(standings: readonly Standing[]): string[] {
  const [first] = standings;
  return standings.map(({ name, started, losses, problem }) => {
    const parts: string[] = [];
    if (started) {
      const own = JSON.stringify(started.parameters);
      parts.push(`parameters ${Object.entries(started.parameters).map(([network, count]) => `${network} ${count}`).join(", ")}${first.started && own !== JSON.stringify(first.started.parameters) ? " (NOT ganc's)" : ""}`);
      parts.push(`losses ${losses.map(lossesText).join(" → ")}${falls(losses) ? "" : " (D's does NOT fall)"}`);
    }
    if (problem) parts.push(problem);
    return `- ${name}: ${parts.join("; ")}`;
  });
}

const lossesText = (losses: Losses): string => Object.entries(losses).map(([name, loss]) => `${name} ${loss.toFixed(3)}`).join(" ");

/** On fixed samples D's loss falls from the first step on, whoever computes it. */
function falls(losses: readonly Losses[]): boolean {
  const values = losses.map(({ D }) => D);
  return values.every(Number.isFinite) && values.every((value, i) => i === 0 || value < values[i - 1]);
}

/** The time of an iteration, or how long one was waited for. */
export function timeOf({ msPerIteration, overMs }: Pick<Standing, "msPerIteration" | "overMs">): { readonly ms: number | undefined; readonly isOver: boolean } {
  return msPerIteration === undefined ? { ms: overMs, isOver: overMs !== undefined } : { ms: msPerIteration, isOver: false };
}
