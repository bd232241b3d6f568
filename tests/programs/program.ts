/**
 * Whole programs at random, from a seed: right by the language's page, of every part of it, and small. What the compiler
 * refuses of them, or gets another number for than the reference, is a mistake of the compiler (or of a recipe).
 */

import { Body } from "./body.js";
import { additions, pairs, type Scene } from "./losses.js";
import { asUse, type Definition, definitions, isRecord, networkText, type Parameter, type Signature } from "./network.js";
import { Random } from "./random.js";
import { uses } from "./recipes/index.js";
import { scheduleText } from "./schedule.js";
import { type Label, type Named, shapeText } from "./value.js";

/** What a program is about: its data, and what its networks take and give. */
interface Cast {
  readonly random: Random;
  readonly hypers: readonly string[];
  readonly x: Named;
  readonly z: Named;
  /** Of the data, and drawn for the fakes. */
  readonly labels?: { readonly real: Label; readonly drawn: Label };
  readonly helper?: Signature;
  readonly G: Signature;
  readonly D: Signature;
  readonly E?: Signature;
  /** Whose weights come from a file. */
  readonly F?: Signature;
  /** From other data, drawn apart from the first, to what looks like the first. */
  readonly T?: Signature;
}

export function programText(seed: number): string {
  const random = new Random(seed);
  const chosen = random.some(definitions, 0.35);
  const cast = castOf(random);
  const declarations = [...sources(cast), ...chosen.map(({ text }) => text), ...networks(cast, chosen), ...lossesAndSchedule(cast)];
  // The order of the top level does not matter; most programs are read from the top all the same.
  return `${(random.chance(0.3) ? random.shuffled(declarations) : declarations).join("\n")}\n`;
}

function castOf(random: Random): Cast {
  const shape = random.pick([
    () => [random.between(1, 5)],
    () => [random.between(2, 4)],
    () => [random.between(1, 3), random.pick([3, 4, 6]), random.pick([4, 5])],
    () => [random.between(1, 3), random.pick([4, 6])],
    () => (random.chance(0.3) ? [] : [6]),
  ])();
  const x: Named = { name: "x", shape };
  const z: Named = { name: "z", shape: random.chance(0.85) ? [random.between(1, 6)] : [2, 3] };
  const classes = random.between(2, 4);
  const labels = random.chance(0.35) ? { real: { name: "y", classes }, drawn: { name: "c", classes } } : undefined;
  const helper: Signature | undefined = random.chance(0.25) ? { word: "network", name: "H", parameters: [{ name: "h", shape: [random.between(2, 5)] }], output: [random.between(2, 5)] } : undefined;
  const spread: Parameter[] = random.chance(0.15) ? [{ name: "w", shape: [2] }] : [];
  const given = (label: string): Parameter[] => (labels ? [{ name: label, classes }] : []);
  const validity = random.pick([[1], [1], [1], [random.between(2, 4)], []]);
  const outputs = labels && random.chance(0.5) ? [{ name: "validity", shape: validity }, { name: "label", shape: [classes] }] : validity;
  const code = random.chance(0.5) ? z.shape : [{ name: "mu", shape: z.shape }, { name: "logvar", shape: z.shape }];
  return {
    random,
    hypers: ["scale", "weight"],
    x,
    z,
    labels,
    helper,
    G: { word: "generator", name: "G", parameters: [{ name: random.pick(["z", "v"]), shape: z.shape }, ...spread, ...given("c")], output: shape },
    D: { word: random.pick(["discriminator", "critic"]), name: "D", parameters: [{ name: random.pick(["x", "v"]), shape }, ...(random.chance(0.5) ? given("y") : [])], output: outputs },
    F: random.chance(0.12) ? { word: "frozen network", name: "F", parameters: [{ name: "seen", shape }], output: [random.between(2, 4)] } : undefined,
    T: random.chance(0.15) ? { word: "generator", name: "T", parameters: [{ name: "photo", shape }], output: shape } : undefined,
    E: random.chance(0.2) ? { word: "encoder", name: "E", parameters: [{ name: "picture", shape }], output: code } : undefined,
  };
}

function sources({ random, x, z, labels, G, T, hypers }: Cast): string[] {
  const [scale, weight] = hypers;
  const range = random.chance(0.4) ? ` in ${random.pick(["[-1, 1]", "[0, 1]", "[-scale, scale]"])}` : "";
  const data = labels ? `data (${x.name}: ${shapeText(x.shape)}${range}, ${labels.real.name}: class[${labels.real.classes}])` : `data ${x.name}: ${shapeText(x.shape)}${range}`;
  const spread = G.parameters.some(({ name }) => name === "w") ? [`noise w: [2] ~ ${random.pick(["uniform(-1, scale)", "bernoulli(0.4)", "normal(0.5, 0.1)"])}`] : [];
  return [
    ...(random.chance(0.5) ? ["gan Random"] : []),
    `hyper ${scale} = ${random.pick(["1", "0.5", "2"])}, ${weight} = ${random.pick(["scale / 2", "0.1", "3 - 2.5"])}, lr = 1e-2, latent = ${z.shape[0]}, units = 4`,
    data,
    ...(T || random.chance(0.1) ? [`data other: ${shapeText(x.shape)}`] : []),
    `noise ${z.name}: ${shapeText(z.shape).replace(/^\[\d+/, "[latent")} ~ ${random.pick(["normal(0, 1)", "uniform(-1, 1)", "normal(0, scale)"])}`,
    ...spread,
    ...(labels ? [`noise ${labels.drawn.name}: class[${labels.drawn.classes}] ~ categorical(${labels.drawn.classes})`] : []),
  ];
}

function networks({ random, helper, G, D, E, F, T, hypers }: Cast, chosen: readonly Definition[]): string[] {
  const own = chosen.map(({ use }) => use);
  const extras = helper ? [...own, asUse(helper)] : own;
  const text = (signature: Signature, using: typeof extras): string => networkText(signature, { random, hypers, extras: using, steps: random.between(1, 5) });
  return [...(helper ? [text(helper, own)] : []), text(G, extras), text(D, extras), ...(E ? [text(E, extras)] : []), ...(F ? [text(F, own)] : []), ...(T ? [text(T, extras)] : [])];
}

/** A call of a network on a value, with what else it takes. */
function called({ name, parameters }: Signature, value: string, others: { readonly [parameter: string]: string | undefined }, random: Random): string {
  const args = parameters.map((parameter, i) => (i === 0 ? value : (others[parameter.name] ?? parameter.name)));
  if (args.length === 1 && random.chance(0.2)) return `(${value} -> ${name})`;
  const last = parameters.length - 1;
  return `${name}(${args.map((argument, i) => (i > 0 && i === last && random.chance(0.3) ? `${parameters[i].name}: ${argument}` : argument)).join(", ")})`;
}

function lossesAndSchedule(cast: Cast): string[] {
  const { random, x, z, labels, G, D, E, F, T, hypers } = cast;
  const generated = called(G, z.name, { c: labels?.drawn.name }, random);
  const judged = (value: string, label?: string): string => `${called(D, value, { y: label }, random)}${isRecord(D.output) ? ".validity" : ""}`;
  const fake: Named = { name: "fake", shape: x.shape };
  const plain = D.parameters.length === 1 && !isRecord(D.output);
  const code = E && isRecord(E.output) ? { mu: `E(${x.name}).mu`, logvar: `(0.1 * E(${x.name}).logvar)` } : undefined;
  const scene: Scene = {
    random,
    real: judged(x.name, labels?.real.name),
    fake: judged(fake.name, labels?.drawn.name),
    x: x.name,
    fakes: fake.name,
    critic: plain ? D.name : undefined,
    classified: labels && isRecord(D.output) ? { logits: `${called(D, x.name, { y: labels.real.name }, random)}.label`, label: labels.real.name, classes: labels.real.classes } : undefined,
    code,
  };
  const pair = random.pick(Object.values(pairs));
  const slope = byHand(cast, judged);
  const extra = new Body({ random, uses: [...uses.values()].filter(({ layer }) => !layer), values: [x, fake], labels: labels ? [labels.real] : [], hypers, prefix: "extra" });
  const looked = extra.grow(random.pick([fake, fake, x]), random.between(1, 3));
  const added = Object.values(additions).flatMap((write) => (random.chance(0.25) ? (write(scene) ?? []) : []));
  const translated = `replay(T(other), size: ${random.between(1, 6)})`;
  const seen = T && plain ? [`mean(${D.name}(${random.chance(0.5) ? translated : "T(other)"}))`] : [];
  const lossD = [pair.d(scene), ...seen, ...added.map((text) => `weight * ${text}`), ...(slope ? [slope.penalty] : [])].join(" + ");
  const reachesG = looked.shape.length >= 0 && extra.lets.some((line) => /\bfake\b/.test(line));
  const clocked = random.chance(0.1) ? [`min(1, (iteration + 1) / 10) * mean(${scene.fake}) * 0.9 ^ epoch`] : [];
  const lossG = [pair.g(scene), ...(reachesG && random.chance(0.5) ? [`0.01 * mean(${looked.name})`] : []), ...(F ? [`mse(F(${fake.name}), F(${x.name}))`] : []), ...clocked].join(" + ");
  const reconstruct = E && (isRecord(E.output) ? `E(${x.name}).mu` : `E(${x.name})`);
  const lossE = reconstruct && `loss E over E${random.chance(0.5) ? ", G" : ""} = ${random.pick(["mse", "l1"])}(${called(G, reconstruct, { c: labels?.real.name }, random)}, ${x.name})${code ? ` + kl_normal(${code.mu}, ${code.logvar})` : ""}`;
  const lossT = T && `loss T = ${plain ? `${random.pick(["hinge_g", "non_saturating_g"])}(${D.name}(T(other))) + ` : ""}l1(T(other), other)`;
  const schedule = scheduleText(random, { x, losses: ["D", "G", ...(lossE ? ["E"] : []), ...(lossT ? ["T"] : [])], overlaps: cast.helper !== undefined || (lossE?.includes("E, G") ?? false), averaged: generated.replace(/\bG\b/, "G_avg") });
  return [
    `let ${fake.name} = ${generated}`,
    ...extra.lets,
    ...(slope ? slope.lets : []),
    `loss D = ${schedule.balanced ? `${lossD} + balance * mean(${scene.real})` : lossD}`,
    `loss G${random.chance(0.2) ? " over G" : ""} = ${lossG}`,
    ...(lossE ? [lossE] : []),
    ...(lossT ? [lossT] : []),
    `metric seen = mean(${looked.name})`,
    ...(random.chance(0.5) ? [`metric apart = mean(${scene.real}) - mean(${scene.fake})`] : []),
    ...(random.chance(0.3) ? [`sample shown = ${random.pick([fake.name, `${generated} * 2`, `clamp(${fake.name}, -1, 1)`])}`] : []),
    ...schedule.declarations,
    schedule.text,
  ];
}

/** A gradient penalty without the prelude, of D as it is; sometimes of the third order. */
function byHand({ random, x }: Cast, judged: (value: string, label?: string) => string): { readonly lets: string[]; readonly penalty: string } | undefined {
  if (!random.chance(0.3)) return undefined;
  const ones = x.shape.map(() => 1);
  const lets = [
    `noise a: ${shapeText(ones)} ~ uniform(0, 1)`,
    `let mix = a * x + (1 - a) * fake`,
    `let slope = norm(grad(sum(${judged("mix", "y")}), mix), over: sample)`,
  ];
  if (!random.chance(0.2)) return { lets, penalty: "scale * mean((slope - 1) ^ 2)" };
  return { lets: [...lets, `let bend = grad(mean(slope ^ 2), mix)`], penalty: "0.1 * mean(bend ^ 2)" };
}

