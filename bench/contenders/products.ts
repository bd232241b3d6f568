/** Each product of ganc's programs by itself, and the adapter's peak beside them, in turns: says what it measured, once. */

import { tableFor } from "../../compiler/wgsl/tile-table.js";
import { requestDevice } from "../../runtime/node/adapter.js";
import { compiledFile } from "../harness/compiled.js";
import { copyOf, peakOf } from "../harness/processor.js";
import { stepsOf } from "../harness/products.js";
import type { Adapter, Measured, MeasuredProduct, Work } from "../harness/protocol.js";

const [adapter, argument] = process.argv.slice(2) as [Adapter, string];
const works = JSON.parse(argument) as readonly Work[];
const opened = await requestDevice(adapter);

/** Of products that are alike the best: a step and another may have the same. */
const best = new Map<string, MeasuredProduct>();
let [gflops, gigabytes] = [0, 0];
for (const { name, settings } of works) {
  const compilation = compiledFile(`bench/${name}.gan`, { set: new Map(Object.entries(settings)), adapter: { ...tableFor(adapter), apart: true } });
  const launches = (await stepsOf(compilation, opened)).flatMap((step) => step.launches.filter(({ operations }) => operations > 0));
  for (let round = 0; round < 3; round++) {
    gflops = Math.max(gflops, await peakOf(opened));
    gigabytes = Math.max(gigabytes, await copyOf(opened));
    for (const { products: [sides], operations, bytes, time } of launches) {
      const ms = await time(4);
      const key = `${name} ${sides}`;
      if (ms < (best.get(key)?.ms ?? Infinity)) best.set(key, { work: name, sides, operations, bytes, ms });
    }
  }
}
process.stdout.write(`${JSON.stringify({ gflops, gigabytes, products: [...best.values()] } satisfies Measured)}\n`);
process.exit(0);
