/**
 * Networks from pictures to pictures, applied to data and to what others give of it, as translations between two domains are: who is computed
 * from whom crosses over, so that passes which could be one product often can't all be.
 */

import { Random } from "./random.js";

export function crossedText(seed: number): string {
  const random = new Random(seed);
  const [channels, size] = [random.pick(["1", "2"]), random.pick(["4", "6", "8"])];
  const picture = `[${channels}, ${size}, ${size}]`;
  const names = ["G", "F", "H"].slice(0, random.pick([1, 2, 2, 3]));
  const shared = layers(random, channels);
  const critic = random.chance(0.6);
  const values = ["a", "b", ...random.some(["z"], 0.4)];
  const lines = [
    ...["a", "b"].map((name) => `data ${name}: ${picture} in [-1, 1]`),
    `noise z: ${picture} ~ normal(0, 1)`,
    ...names.map((name) => `generator ${name}(v: ${picture}) -> ${picture} { ${passed(random, random.chance(0.85) ? shared : layers(random, channels))} }`),
    ...(critic ? [`critic D(v: ${picture}) -> [1] { v -> ${layer(random, "2", false)} -> flatten -> linear(1) }`] : []),
  ];
  const count = random.between(2, 6);
  for (let i = 0; i < count; i++) {
    lines.push(`let v${i} = ${valueOf(random, names, values, critic)}`);
    values.push(`v${i}`);
  }
  const terms = Array.from({ length: random.between(2, 5) }, () => termOf(random, names, values, critic));
  lines.push(`loss G over ${names.join(", ")} = ${[...names.map((name) => `l1(${name}(${random.pick(values)}), ${random.pick(values)})`), ...terms].join(" + ")}`);
  if (critic) lines.push(`loss D = mean(D(${random.pick(values)})) - mean(D(${random.pick(values)}))`);
  const together = critic && random.chance(0.3);
  lines.push(`train batch ${random.pick([1, 1, 2, 3])} { step ${together ? "D by sgd(0.01), " : ""}G by adam(0.01)${critic && !together ? " step D by adam(0.01)" : ""} }`);
  return `${lines.join("\n")}\n`;
}

function layers(random: Random, channels: string): string {
  const width = random.pick(["1", "2", "3"]);
  return [...Array.from({ length: random.between(0, 2) }, () => layer(random, width, false)), layer(random, channels, true)].join(" -> ");
}

function layer(random: Random, channels: string, isLast: boolean): string {
  const edge = random.pick(["", ", mode: reflect", ", mode: replicate"]);
  const conv = random.pick([`pad(1${edge}) -> conv(${channels}, 3)`, `pad(3${edge}) -> conv(${channels}, 7)`, `conv(${channels}, 3, pad: 1)`, `conv(${channels}, 1)`]);
  const norm = isLast ? "" : random.pick(["", "", " -> instance_norm", " -> batch_norm", " -> instance_norm(affine: true)"]);
  return conv + norm + random.pick(isLast ? ["", " -> tanh", " -> sigmoid"] : ["", " -> relu", " -> leaky_relu(0.2)", " -> tanh"]);
}

function passed(random: Random, through: string): string {
  return random.chance(0.3) ? `v + 0.5 * (v -> ${through})` : `v -> ${through}`;
}

function valueOf(random: Random, names: readonly string[], values: readonly string[], critic: boolean): string {
  const [v, w] = [random.pick(values), random.pick(values)];
  if (random.chance(0.7)) return `${random.pick(names)}(${v})`;
  const others = [`0.5 * ${v} + 0.5 * ${w}`, `1 - ${v}`, `${random.pick(names)}(${v} - ${w})`, `${random.pick(names)}(${random.pick(names)}(${v}))`];
  return random.pick(critic ? [...others, `0.1 * grad(sum(D(${v})), ${v})`] : others);
}

function termOf(random: Random, names: readonly string[], values: readonly string[], critic: boolean): string {
  const [v, w] = [random.pick(values), random.pick(values)];
  const [one, other] = [random.pick(names), random.pick(names)];
  const terms = [`l1(${v}, ${w})`, `mean(${v} * ${w})`, `mse(${one}(${v}), ${w})`, `l1(${one}(${other}(${v})), ${v})`, `l1(${one}(${v}), ${v})`];
  return random.pick(critic ? [...terms, `mean(D(${v}))`, `mse(D(${v}), 1)`] : terms);
}
