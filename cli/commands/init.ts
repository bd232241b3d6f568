import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { format } from "../../grammar/format.js";
import type { Command } from "../command.js";
import { UsageError } from "../command.js";
import { SourceProblem, writeWhole } from "../files.js";

export const init: Command = {
  name: "init",
  usage: "NAME",
  summary: "Makes a folder with a small commented .gan file that trains at once.",
  example: "ganc init rings",
  options: {},
  takes: [1, 1],
  async run({ words: [folder] }) {
    const name = basename(folder);
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) throw new UsageError(`${name} can't name a model: letters, digits, _ and -, a letter first`);
    if (existsSync(folder)) throw new SourceProblem(`${folder} is there already`);
    const file = join(folder, `${name}.gan`);
    writeWhole(file, format({ name: file, text: template(name.replaceAll("-", "_")) }));
    process.stdout.write(`${file}\n`);
    process.stderr.write(`Train it:  ganc train ${file} --data ring --iterations 2000\n`);
    return 0;
  },
};

function template(name: string): string {
  const model = name[0].toUpperCase() + name.slice(1);
  return `// A small GAN that learns points on a plane. Train it:
//   ganc train ${name}.gan --data ring --iterations 2000
gan ${model}

// Constants; --set lr=1e-4 gives them other values.
hyper latent = 8, lr = 1e-3

// Real samples, and the noise that fakes are made of: a shape is that of one sample.
data x: [2]
noise z: [latent] ~ normal(0, 1)

// A definition is copied in wherever it is used, with weights of its own each time.
def hidden(h) = h -> linear(64) -> leaky_relu(0.2)

generator G(z: [latent]) -> [2] { z -> repeat 2 hidden -> linear(2) }
discriminator D(x: [2]) -> [1] { x -> repeat 2 hidden -> linear(1) }

let fake = G(z)

// Goodfellow et al. 2014: D tells real from fake, G is to be taken for real.
loss D = -mean(log(sigmoid(D(x)))) - mean(log(1 - sigmoid(D(fake)))) + 0.1 * r1(D, x)
loss G = -mean(log(sigmoid(D(fake))))

metric real_score = mean(sigmoid(D(x)))
metric fake_score = mean(sigmoid(D(fake)))

train batch 128 {
  step D by adam(lr, beta1: 0.5)
  step G by adam(lr, beta1: 0.5)
}
`;
}
