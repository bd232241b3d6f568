/** The losses of a random program, what is watched, and the schedule. */

import { Body } from "./body.js";
import { called, type Cast } from "./cast.js";
import { additions, pairs, type Scene } from "./losses.js";
import { isRecord } from "./network.js";
import { uses } from "./recipes/index.js";
import { type Schedule, scheduleText } from "./schedule.js";
import { type Named, shapeText } from "./value.js";

const fake = "fake";

/** Everything that a loss may say, of the cast and of each other. */
interface Stage {
  readonly cast: Cast;
  readonly scene: Scene;
  /** G on its noise. */
  readonly generated: string;
  /** What D makes of a value, and of a label if it takes one. */
  judged(value: string, label?: string): string;
}

/** In the order in which they are best read. */
export function objectives(cast: Cast): string[] {
  const stage = stageOf(cast);
  const { random } = cast;
  const { scene, generated } = stage;
  const slope = slopeByHand(stage);
  const looked = lookedAt(cast);
  const pair = random.pick(Object.values(pairs));
  const lossD = [pair.d(scene), ...translatedFor(stage), ...added(scene), ...(slope ? [slope.penalty] : [])];
  const lossG = [pair.g(scene), ...alsoForG(stage, looked)];
  const others = [lossOfEncoder(stage), lossOfTranslator(stage)].flatMap((loss) => loss ?? []);
  const schedule = scheduleOf(stage, others);
  return [
    `let ${fake} = ${generated}`,
    ...looked.lets,
    ...(slope ? slope.lets : []),
    `loss D = ${[...lossD, ...(schedule.balanced ? [`balance * mean(${scene.real})`] : [])].join(" + ")}`,
    `loss G${random.chance(0.2) ? " over G" : ""} = ${lossG.join(" + ")}`,
    ...others,
    `metric seen = mean(${looked.value.name})`,
    ...(random.chance(0.5) ? [`metric apart = mean(${scene.real}) - mean(${scene.fake})`] : []),
    ...(random.chance(0.3) ? [`sample shown = ${random.pick([fake, `${generated} * 2`, `clamp(${fake}, -1, 1)`])}`] : []),
    ...schedule.declarations,
    schedule.text,
  ];
}

function stageOf(cast: Cast): Stage {
  const { random, x, z, labels, G, D, E } = cast;
  const judged = (value: string, label?: string): string => `${called(D, value, { y: label }, random)}${isRecord(D.output) ? ".validity" : ""}`;
  const scene: Scene = {
    random,
    real: judged(x.name, labels?.real.name),
    fake: judged(fake, labels?.drawn.name),
    x: x.name,
    fakes: fake,
    critic: D.parameters.length === 1 && !isRecord(D.output) ? D.name : undefined,
    classified: labels && isRecord(D.output) ? { logits: `${called(D, x.name, { y: labels.real.name }, random)}.label`, label: labels.real.name, classes: labels.real.classes } : undefined,
    code: E && isRecord(E.output) ? { mu: `E(${x.name}).mu`, logvar: `(0.1 * E(${x.name}).logvar)` } : undefined,
  };
  return { cast, scene, judged, generated: called(G, z.name, { c: labels?.drawn.name }, random) };
}

/** A value of data and fakes that owns no weights, for metrics and losses to look at. */
function lookedAt({ random, x, labels, hypers }: Cast): { readonly lets: readonly string[]; readonly value: Named } {
  const fakes: Named = { name: fake, shape: x.shape };
  const body = new Body({ random, uses: [...uses.values()].filter(({ layer }) => !layer), values: [x, fakes], labels: labels ? [labels.real] : [], hypers, prefix: "extra" });
  const value = body.grow(random.pick([fakes, fakes, x]), random.between(1, 3));
  return { lets: body.lets, value };
}

function added(scene: Scene): string[] {
  return Object.values(additions).flatMap((write) => {
    const text = scene.random.chance(0.25) ? write(scene) : undefined;
    return text === undefined ? [] : [`weight * ${text}`];
  });
}

function alsoForG({ cast: { random, x, F }, scene }: Stage, { lets, value }: ReturnType<typeof lookedAt>): string[] {
  const reachesG = lets.some((line) => /\bfake\b/.test(line));
  return [
    ...(reachesG && random.chance(0.5) ? [`0.01 * mean(${value.name})`] : []),
    ...(F ? [`mse(F(${fake}), F(${x.name}))`] : []),
    ...(random.chance(0.1) ? [`min(1, (iteration + 1) / 10) * mean(${scene.fake}) * 0.9 ^ epoch`] : []),
  ];
}

/** What D says of translations, now or a while ago. */
function translatedFor({ cast: { random, T }, scene: { critic } }: Stage): string[] {
  if (!T || critic === undefined) return [];
  return [`mean(${critic}(${random.chance(0.5) ? `replay(T(other), size: ${random.between(1, 6)})` : "T(other)"}))`];
}

function lossOfTranslator({ cast: { random, T }, scene: { critic } }: Stage): string | undefined {
  if (!T) return undefined;
  const fooling = critic === undefined ? "" : `${random.pick(["hinge_g", "non_saturating_g"])}(${critic}(T(other))) + `;
  return `loss T = ${fooling}l1(T(other), other)`;
}

function lossOfEncoder({ cast: { random, x, labels, G, E }, scene: { code } }: Stage): string | undefined {
  if (!E) return undefined;
  const again = called(G, code ? code.mu : `E(${x.name})`, { c: labels?.real.name }, random);
  const divergence = code ? ` + kl_normal(${code.mu}, ${code.logvar})` : "";
  return `loss E over E${random.chance(0.5) ? ", G" : ""} = ${random.pick(["mse", "l1"])}(${again}, ${x.name})${divergence}`;
}

function scheduleOf({ cast: { random, x, helper }, generated }: Stage, others: readonly string[]): Schedule {
  const names = others.map((loss) => loss.slice("loss ".length)[0]);
  return scheduleText(random, {
    x,
    losses: ["D", "G", ...names],
    overlaps: helper !== undefined || others.some((loss) => loss.includes("over E, G")),
    averaged: generated.replace(/\bG\b/, "G_avg"),
  });
}

/** A gradient penalty without the prelude, of D as it is; sometimes of the third order. */
function slopeByHand({ cast: { random, x }, judged }: Stage): { readonly lets: string[]; readonly penalty: string } | undefined {
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

