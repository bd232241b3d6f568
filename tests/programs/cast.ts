/** What a random program is about, its data and what its networks take and give; and the declarations of these. */

import { asUse, type Definition, networkText, type Parameter, type Signature } from "./network.js";
import type { Random } from "./random.js";
import { type Label, type Named, shapeText } from "./value.js";

export interface Cast {
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

export function castOf(random: Random): Cast {
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

export function sources({ random, x, z, labels, G, T, hypers }: Cast): string[] {
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

export function networks({ random, helper, G, D, E, F, T, hypers }: Cast, chosen: readonly Definition[]): string[] {
  const own = chosen.map(({ use }) => use);
  const extras = helper ? [...own, asUse(helper)] : own;
  const text = (signature: Signature, using: typeof extras): string => networkText(signature, { random, hypers, extras: using, steps: random.between(1, 5) });
  return [...(helper ? [text(helper, own)] : []), text(G, extras), text(D, extras), ...(E ? [text(E, extras)] : []), ...(F ? [text(F, own)] : []), ...(T ? [text(T, extras)] : [])];
}

/** A call of a network on a value, with what else it takes. */
export function called({ name, parameters }: Signature, value: string, others: { readonly [parameter: string]: string | undefined }, random: Random): string {
  const args = parameters.map((parameter, i) => (i === 0 ? value : (others[parameter.name] ?? parameter.name)));
  if (args.length === 1 && random.chance(0.2)) return `(${value} -> ${name})`;
  const last = parameters.length - 1;
  return `${name}(${args.map((argument, i) => (i > 0 && i === last && random.chance(0.3) ? `${parameters[i].name}: ${argument}` : argument)).join(", ")})`;
}
