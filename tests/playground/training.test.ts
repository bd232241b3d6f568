/** What trains for the playground, on a device of Node's: loads, plays, steps, keeps weights, and survives the device. */

import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { compileLowered } from "../../compiler/backend.js";
import { checkSource } from "../../compiler/compile.js";
import { interning } from "../../compiler/ir/node.js";
import { lower } from "../../compiler/lower/lower.js";
import { preludeSources } from "../../compiler/prelude.js";
import { withProbes } from "../../playground/language/probes.js";
import type { LookRequest, TrainingAnswer } from "../../playground/training/messages.js";
import { Readers } from "../../playground/training/readers.js";
import { TrainingServer } from "../../playground/training/server.js";
import { openDevice } from "../../runtime/device.js";
import { Engine } from "../../runtime/engine.js";

const opened: GPUDevice[] = [];
let answers: TrainingAnswer[] = [];
let server: TrainingServer;

/** A page's `navigator.gpu`, from Node's adapter. */
beforeAll(() => {
  const requestAdapter = async () => {
    const { device, info } = await openDevice();
    opened.push(device);
    return { info, limits: device.limits, features: device.features, requestDevice: async () => device };
  };
  Object.defineProperty(globalThis, "navigator", { value: { gpu: { requestAdapter } }, configurable: true });
});

afterEach(() => {
  for (const device of opened.splice(0)) device.destroy();
});

function begin(): void {
  answers = [];
  server = new TrainingServer((answer) => void answers.push(answer));
}

async function until<K extends TrainingAnswer["kind"]>(kind: K, fits: (answer: Extract<TrainingAnswer, { kind: K }>) => boolean = () => true): Promise<Extract<TrainingAnswer, { kind: K }>> {
  for (let waited = 0; waited < 60_000; waited += 10) {
    const found = answers.find((answer): answer is Extract<TrainingAnswer, { kind: K }> => answer.kind === kind && fits(answer as Extract<TrainingAnswer, { kind: K }>));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no ${kind} came: ${JSON.stringify(answers.slice(-3))}`);
}

/** Small, so that a software adapter makes its kernels soon. */
const small = `gan Small
data x: [2]
noise z: [2] ~ normal(0, 1)
generator G(z: [2]) -> [2] { z -> linear(8) -> tanh -> linear(2) }
discriminator D(x: [2]) -> [1] { x -> linear(8) -> tanh -> linear(1) }
loss D = non_saturating_d(D(x), D(G(z)))
loss G = non_saturating_g(D(G(z)))
train batch 32 {
  repeat 2 { step D by sgd(1e-2) }
  step G by sgd(1e-2)
}
`;

function compiled(source: string) {
  const { program: checked, diagnostics } = checkSource({ name: "small.gan", text: source }, { prelude: preludeSources() });
  if (!checked) throw new Error(diagnostics[0].message);
  const { checked: probed, probes } = withProbes(checked);
  return { program: interning(() => compileLowered(lower(probed))).program, probes };
}

function load(source: string, start: "keep" | "anew"): void {
  server.take({ kind: "load", ...compiled(source), data: [{ kind: "points", name: "ring" }], seed: 3, start });
}

const look: LookRequest = { subject: 1, sample: "G", label: -1, extent: 2.5, layers: { field: true, manifold: true, pull: true } };

describe("the training behind the page", () => {
  it("shows a model from its first weights on: samples, field, manifold, pull", async () => {
    begin();
    load(small, "anew");
    const { real, extent } = await until("loaded");
    expect(real.map(({ shape }) => shape)).toEqual([[2]]);
    expect(extent).toBeGreaterThan(2);
    server.take({ kind: "look", ...look });
    const { frame, subject } = await until("frame");
    expect(subject).toBe(1);
    expect(frame.samples.values.length).toBe(1000);
    expect(frame.field?.values.length).toBe(frame.field!.side ** 2);
    expect(new Set(frame.field!.values).size).toBeGreaterThan(1000);
    expect(frame.manifold?.values.length).toBe(2 * frame.manifold!.side ** 2);
    const [at, gradient] = [frame.pull!.at, frame.pull!.gradient];
    expect(at.length).toBe(gradient.length);
    expect(gradient.some((value) => value !== 0)).toBe(true);
    // The pull begins where samples are: they are the same draw's.
    expect([...at.slice(0, 2)].every(Number.isFinite)).toBe(true);
  });

  it("plays, pauses, and goes on from there with another learning rate; another width begins anew", async () => {
    begin();
    load(small, "anew");
    await until("loaded");
    server.take({ kind: "play" });
    await until("position", ({ position }) => position.playing && position.iteration >= 3);
    server.take({ kind: "pause" });
    const { position } = await until("position", (answer) => !answer.position.playing && answer.position.iteration >= 3);
    answers = [];
    load(small.replaceAll("1e-2", "2e-2"), "keep");
    expect((await until("loaded")).kept).toBe(true);
    expect((await until("position")).position.iteration).toBe(position.iteration);
    answers = [];
    load(small.replaceAll("linear(8)", "linear(6)"), "keep");
    expect((await until("loaded")).startedAnew).toEqual(["G", "D"]);
    expect((await until("position")).position.iteration).toBe(0);
  });

  it("takes one step at a time as it takes them all: the same weights", async () => {
    begin();
    const weightsAfter = async (commands: readonly ("step" | "iterate")[]): Promise<string> => {
      answers = [];
      load(small, "anew");
      for (const kind of commands) server.take({ kind });
      await until("position", ({ position }) => position.iteration === 2 && position.done === 0);
      server.take({ kind: "weights" });
      return Buffer.from((await until("weights")).bytes).toString("base64");
    };
    const one = await weightsAfter(Array.from({ length: 6 }, () => "step" as const));
    expect(await weightsAfter(["iterate", "iterate"])).toBe(one);
    expect(await weightsAfter(["step", "iterate", "iterate"])).toBe(one);
  });

  it("says that the device is gone, and goes on from what was set aside on another one", async () => {
    begin();
    load(small, "anew");
    await until("loaded");
    server.take({ kind: "play" });
    await until("reports");
    server.take({ kind: "pause" });
    const stopped = await until("position", ({ position }) => !position.playing && position.iteration > 0);
    const weights = async (): Promise<string> => {
      server.take({ kind: "weights" });
      return Buffer.from((await until("weights")).bytes).toString("base64");
    };
    const before = await weights();
    opened[0].destroy();
    server.take({ kind: "look", ...look });
    const { lost, keptIteration } = await until("problem");
    expect([lost, keptIteration]).toEqual([true, stopped.position.iteration]);

    answers = [];
    expect(await weights()).toBe(before);
    expect((await until("loaded")).kept).toBe(true);
    server.take({ kind: "play" });
    expect((await until("reports")).reports[0].iteration).toBe(stopped.position.iteration + 1);
    server.take({ kind: "pause" });
    await until("position", ({ position }) => !position.playing && position.iteration > stopped.position.iteration);
    expect(opened.length).toBe(2);
  });

  it("starts anew on another device where nothing was set aside", async () => {
    begin();
    load(small, "anew");
    await until("loaded");
    opened[0].destroy();
    server.take({ kind: "look", ...look });
    expect((await until("problem")).keptIteration).toBeUndefined();
    server.take({ kind: "iterate" });
    await until("position", ({ position }) => position.iteration === 1);
  });

  it("does not let a look at a program that makes way disturb the next on its device", async () => {
    const { device } = await openDevice();
    opened.push(device);
    const { program } = compiled(small);
    const [old, next] = [new Engine(device, program, 1), new Engine(device, program, 2)];
    const readers = new Readers(old);
    const look = () => readers.first(program.samples[0].graph, 4, new Map([["z", new Float32Array(8)]]));
    expect((await look()).values).toHaveLength(8);
    const late = look();
    old.dispose();
    await expect(late).rejects.toThrow("has been disposed of");
    await device.queue.onSubmittedWorkDone();
    expect(() => next.check()).not.toThrow();
  });

  it("says by name what doesn't fit", async () => {
    begin();
    load(small.replaceAll("[2]", "[3]").replace("linear(2)", "linear(3)"), "anew");
    const { message, lost } = await until("problem");
    expect(message).toMatch(/x is \[3\]/);
    expect(lost).toBe(false);
  });
});
