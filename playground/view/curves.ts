/** The losses in one chart, the metrics in another: of whatever the program has. */

import type { ModelDescription } from "../language/model.js";
import { element } from "../page/elements.js";
import type { Report } from "../../runtime/train.js";
import { Chart, type Line } from "./chart.js";
import { hueOfNetwork } from "./kinds.js";
import type { Hue } from "./palette.js";

const metricHues: readonly Hue[] = ["real", "third", "warned", "judge", "made", "soft"];

export class Curves {
  #charts: { readonly kind: "loss" | "metric"; readonly chart: Chart }[] = [];
  #lines: { readonly losses: readonly Line[]; readonly metrics: readonly Line[] } = { losses: [], metrics: [] };
  #shape = "";

  constructor(private readonly parent: HTMLElement) {}

  /** Empty charts for this model; those of before stay where the names are the same. */
  showFor(model: ModelDescription): void {
    const shape = JSON.stringify([model.losses.map(({ name, over }) => [name, over]), model.metrics]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#build(lossLines(model), model.metrics.map((name, i) => ({ name, hue: metricHues[i % metricHues.length] })));
  }

  #build(losses: readonly Line[], metrics: readonly Line[]): void {
    this.#charts = [
      ...(losses.length > 0 ? [{ kind: "loss" as const, chart: new Chart("Losses", losses) }] : []),
      ...(metrics.length > 0 ? [{ kind: "metric" as const, chart: new Chart("Metrics", metrics) }] : []),
    ];
    this.#lines = { losses, metrics };
    const none = element("p", { class: "note" }, "The program has no loss to draw.");
    this.parent.replaceChildren(...(this.#charts.length > 0 ? this.#charts.map(({ chart }) => chart.figure) : [none]));
  }

  clear(): void {
    this.#build(this.#lines.losses, this.#lines.metrics);
  }

  push(reports: readonly Report[]): void {
    for (const report of reports) for (const { kind, chart } of this.#charts) chart.push(report.iteration, report[kind]);
  }

  redraw(): void {
    for (const { chart } of this.#charts) chart.redraw();
  }
}

/** In the hue of the network that it moves; where two would have the same one, the next that is free. */
function lossLines({ losses, networks }: ModelDescription): readonly Line[] {
  const taken = new Set<Hue>();
  return losses.map(({ name, over }) => {
    const own = hueOfNetwork(networks.find((network) => network.name === over[0])?.word);
    const hue = [own, ...metricHues].find((one) => !taken.has(one)) ?? own;
    taken.add(hue);
    return { name, label: `loss ${name}`, hue };
  });
}
