/**
 * What each product of the raced programs reaches by itself, of the adapter's peak of multiplications and additions; and of what the peak and a copy allow together, since
 * a processor that computes and one that loads and stores are the same one.
 */

import type { Section } from "../harness/bench.js";
import { Child } from "../harness/child.js";
import { productsCommand } from "../harness/entries.js";
import type { Measured } from "../harness/protocol.js";
import { number, percent, table } from "../harness/table.js";
import { told } from "../harness/target.js";
import { convCritic, dcgan, mlpCritic, mlpGan } from "../harness/workloads.js";

/** Of the peak. */
const asked = 0.5;

export const products: Section = async ({ adapter, pace, print }) => {
  const works = [mlpGan, dcgan, mlpCritic.penalised, convCritic.penalised, convCritic.plain];
  const child = new Child<Measured, never>(productsCommand(works, adapter));
  const { gflops, gigabytes, products: measured } = await child.started(20 * pace.limitMs).finally(() => child.end());
  const shares = measured.map(({ operations, bytes, ms, ...product }) => {
    const alone = operations / gflops / 1e6;
    return { ...product, operations, ms, ofPeak: alone / ms, ofBoth: (alone + bytes / gigabytes / 1e6) / ms };
  });
  print(`\n## Products by themselves, on ${adapter}\n\n${number(gflops)} GFLOP/s of fused multiplications and additions and ${number(gigabytes)} GB/s read and written by a copy, by the same clock.\n`);
  print(table(["", "rows × columns × depth", "ms", "of FMA peak", "of peak and copy"], shares.map(({ work, sides, ms, ofPeak, ofBoth }) => [work, sides, number(ms), percent(ofPeak), percent(ofBoth)])));
  const below = shares.filter(({ ofPeak }) => ofPeak < asked);
  const sum = (list: typeof shares): number => list.reduce((total, { operations }) => total + operations, 0);
  print(`\n${told({ what: `products below half of the peak, of ${shares.length}`, value: below.length, bound: { atMost: 0 }, show: String })}`);
  print(told({ what: "of all operations, in products that reach half of the peak", value: 1 - sum(below) / sum(shares), show: percent }));
  print(told({ what: "products below half of what peak and copy allow together", value: shares.filter(({ ofBoth }) => ofBoth < asked).length, show: String }));
};
