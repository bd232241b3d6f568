import { listAdapters } from "../../runtime/node/adapter.js";
import type { Command } from "../command.js";

export const adapters: Command = {
  name: "adapters",
  usage: "",
  summary: "Shows the WebGPU adapters of this machine, which one would be taken, and why not the others.",
  example: "ganc adapters",
  options: { json: { about: "one JSON value" } },
  takes: [0, 0],
  async run(input) {
    const found = await listAdapters();
    if (input.flag("json")) process.stdout.write(`${JSON.stringify({ adapters: found })}\n`);
    else for (const { name, label, missing, taken } of found) process.stdout.write(`${taken ? "→" : " "} ${name.padEnd(11)} ${label ?? `none: ${missing}`}\n`);
    if (found.some(({ taken }) => taken)) return 0;
    process.stderr.write("ganc: no adapter works here. The SwiftShader that comes with the install needs npm's optional dependencies: npm install --include=optional\n");
    return 3;
  },
};
