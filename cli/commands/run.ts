import { builtBeside, loadBuilt, moduleFile } from "../built.js";
import { type Command, UsageError } from "../command.js";
import { checkpointOf, trainProgram } from "../training.js";
import { train } from "./train.js";

export const run: Command = {
  name: "run",
  usage: "MODULE-OR-FILE --data SOURCE",
  summary: "Trains a built module; a .gan file is built first.",
  example: "ganc run out/digits.mjs --data mnist",
  options: train.options,
  takes: [1, 1],
  async run(input) {
    const [path] = input.words;
    if (path.endsWith(".gan")) return train.run(input);
    if (input.list("set").length > 0) throw new UsageError("--set is for a .gan file: a built module has its hypers built in");
    const checkpoint = checkpointOf(input);
    const module = moduleFile(path);
    return trainProgram(await loadBuilt(module), input, { home: module, files: builtBeside(module), checkpoint, set: checkpoint?.asked.set });
  },
};
