/** Where an iteration's time goes: each dispatch of each graph, alone and many times. `npx tsx bench/kernels.ts FILE` */
import { readFileSync } from "node:fs";
import { compile } from "../compiler/compile.js";
import { preludeSources } from "../compiler/prelude.js";
import { requestDevice } from "../runtime/node/adapter.js";
import { Engine } from "../runtime/engine.js";

const [file, adapter = "swiftshader"] = process.argv.slice(2);
const { compilation } = compile({ name: file, text: readFileSync(file, "utf8") }, { prelude: preludeSources() });
const { program } = compilation!;
const { device } = await requestDevice(adapter as "swiftshader");
const engine = new Engine(device, program, 0);
const names = Object.keys(program.graphs).filter((name) => name.startsWith("step") && !name.includes("watched"));
const ready = await engine.ready(names, program.batch);
const time = async (launches: readonly unknown[], times: number): Promise<number> => {
  const t = performance.now();
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < times; i++) engine.encode(pass, { launches: launches as never });
  pass.end();
  engine.submit(encoder);
  await device.queue.onSubmittedWorkDone();
  return (performance.now() - t) / times;
};
for (const name of names) {
  const { launches } = ready.graphs.get(name)!;
  await time(launches, 2);
  console.log(name, launches.length, "dispatches", (await time(launches, 10)).toFixed(2), "ms");
  for (const [i, launch] of launches.entries()) {
    await time([launch], 3);
    const ms = await time([launch], 20);
    if (ms > 0.1) console.log("  ", ms.toFixed(2), program.kernels[program.graphs[name].dispatches[i].kernel].entry, launch.x * launch.y, "groups");
  }
}
process.exit(0);
