import { type Explanation, explain } from "../../compiler/explain/explain.js";
import type { Command } from "../command.js";
import { compileFile } from "../source.js";

export const explainCommand: Command = {
  name: "explain",
  usage: "FILE",
  summary: "Shows what a file compiles to: networks, kernels with their source lines, dispatches, FLOPs, bytes.",
  example: "ganc explain model.gan",
  options: { json: { about: "one JSON value" }, set: { value: "NAME=NUMBER", about: "another value for a hyper" } },
  takes: [1, 1],
  async run(input) {
    const explanation = explain(compileFile(input.words[0], input.settings()));
    process.stdout.write(input.flag("json") ? `${JSON.stringify(named(explanation))}\n` : text(explanation));
    return 0;
  },
};

/** A step by what it trains, as in the source. */
function named({ steps, ...explanation }: Explanation): Explanation {
  return { ...explanation, steps: steps.map((step) => ({ ...step, name: step.name.replace(/^step /, "") })) };
}

const count = (value: number): string => value.toLocaleString("en");

function text({ networks, steps, iteration, arena, pipelines }: Explanation): string {
  const lines: string[] = [];
  for (const [name, { parameters, stages }] of Object.entries(networks)) {
    lines.push(`${name}: ${count(parameters)} parameters`);
    for (const { path, text: stage, shape, parameters: own, line, file } of stages) lines.push(`  ${path.padEnd(28)} ${stage.padEnd(28)} ${shape.padEnd(16)} ${own > 0 ? count(own).padStart(10) : "".padStart(10)}  ${file === undefined ? "" : `${file}, `}line ${line}`);
    lines.push("");
  }
  for (const { name, kernels, dispatches, flops, bytes } of steps) {
    lines.push(`${name}: ${dispatches} dispatches, ${count(flops)} FLOPs, ${count(bytes)} bytes moved`);
    for (const kernel of kernels) lines.push(`  ${kernel.name.padEnd(40)} ${count(kernel.flops).padStart(14)} FLOPs ${count(kernel.bytes).padStart(12)} B  ${kernel.places}`);
    lines.push("");
  }
  lines.push(`iteration: ${iteration.dispatches} dispatches, ${iteration.submits} submit; ${pipelines} pipelines in all`);
  lines.push(`memory: ${count(arena.weights)} bytes of weights and moments, ${count(arena.temporaries)} of temporaries (at least ${count(arena.lowerBound)} are alive at once)`);
  return `${lines.join("\n")}\n`;
}
