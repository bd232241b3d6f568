import { targetFor } from "../../runtime/node/adapter.js";
import { builtFiles } from "../built.js";
import type { Command } from "../command.js";
import { adapterOf, checkpointOf, trainProgram, trainingOptions } from "../training.js";

export const train: Command = {
  name: "train",
  usage: "FILE --data SOURCE",
  summary: "Compiles a .gan file and trains it. The folder of the run gets the module, the weights, pictures and the log.",
  example: "ganc train digits.gan --data mnist --iterations 2000 --sample-every 200",
  options: { ...trainingOptions, set: { value: "NAME=NUMBER", about: "another value for a hyper" } },
  takes: [1, 1],
  async run(input) {
    const [file] = input.words;
    const [{ compileFile }, { forAdapter }] = await Promise.all([import("../source.js"), import("../../compiler/backend.js")]);
    const checkpoint = checkpointOf(input);
    const set = new Map([...Object.entries(checkpoint?.asked.set ?? {}), ...input.settings()]);
    // What stays in the run's folder may run anywhere.
    const portable = compileFile(file, set);
    const { program } = forAdapter(portable, await targetFor(adapterOf(input)));
    return trainProgram(program, input, { home: file, files: builtFiles(portable, file, false), checkpoint, set: Object.fromEntries(set) });
  },
};
