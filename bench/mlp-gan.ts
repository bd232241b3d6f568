/** The MLP GAN's iteration on this machine: time from source to the first one, counts, and milliseconds of a warm one. */
import { readFileSync } from "node:fs";

const started = performance.now();
const { compile } = await import("../compiler/compile.js");
const { preludeSources } = await import("../compiler/prelude.js");
const { load } = await import("../runtime/index.js");
const file = process.argv[2] ?? "bench/mlp-gan.gan";
const { compilation } = compile({ name: file, text: readFileSync(file, "utf8") }, { prelude: preludeSources() });
const { program } = compilation!;
const compiled = performance.now();
const gan = await load(program, { adapter: (process.argv[3] ?? "auto") as "auto", seed: 1 });
const [input] = program.inputs;
const size = input.shape.reduce((a, b) => a * b, 1);
const count = 1024;
const data = { [input.name]: { values: Uint8Array.from({ length: count * size }, (_, i) => (i * 7919) % 256), shape: input.shape, count } };
const iterations = 12;
let first = 0;
let warm = { at: 0, ...gan.counts };
for await (const { iteration } of gan.train(data, { iterations })) {
  if (iteration === 1) first = performance.now();
  if (iteration === 2) warm = { at: performance.now(), ...gan.counts };
}
const ms = (performance.now() - warm.at) / (iterations - 2);
// What was in flight when the second was reported counts as warm already.
const dispatches = Object.values(program.schedule).reduce((sum, statement) => sum + (statement.kind === "run" ? program.graphs[statement.graph].dispatches.length + program.graphs[statement.graph].reads.filter((place) => program.inputs[place].kind === "data").length : 0), 0);
console.log(JSON.stringify({ compileMs: Math.round(compiled - started), sourceToFirstIterationMs: Math.round(first - started), dispatches, submits: 1, newBuffers: gan.counts.buffers - warm.buffers, writes: gan.counts.writes - warm.writes, pipelines: gan.counts.pipelines, msPerIteration: Math.round(ms) }));
process.exit(0);
