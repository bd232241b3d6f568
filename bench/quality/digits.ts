/**
 * Does a conditional digit GAN draw the digit that it is asked for? A classifier that was trained on MNIST's real digits answers.
 * It is trained first where runs/digit-classifier holds none yet; its own accuracy, on MNIST's 10,000 test digits, is in the answer.
 *
 * npx esbuild bench/quality/digits.ts --bundle --platform=node --format=esm --packages=external --outfile=dist/bench/digits.mjs && node dist/bench/digits.mjs RUN
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Samples, scaling } from "../../runtime/data.js";
import { Gan } from "../../runtime/gan.js";
import { readDataset } from "../../runtime/node/dataset.js";
import { fit } from "../../runtime/node/fit.js";
import { mnistTest } from "../../runtime/node/packages.js";
import { everything } from "../../runtime/parts.js";
import type { DataInput } from "../../runtime/program.js";
import { readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";
import { compiledFile } from "../harness/compiled.js";
import { commandLine, likeOf, openRun } from "./run.js";

const source = "bench/quality/classifier.gan";
const kept = "runs/digit-classifier/weights.safetensors";
const classes = 10;

const { words: [run], n, device, label } = await commandLine("digits RUN", 1, 100);
const classifier = await trainedClassifier();
const test = mnistTest();
const correct = (await guesses(test.samples)).filter((guess, i) => guess === test.labels!.values[i]).length;

const gan = await openRun(run, device);
const perClass: number[] = [];
for (let digit = 0; digit < classes; digit++) perClass.push((await guesses(await asked(digit))).filter((guess) => guess === digit).length / n);
const all = perClass.reduce((sum, share) => sum + share, 0) / classes;
console.log(JSON.stringify({ model: gan.program.name, adapter: label, classifierAccuracy: correct / test.samples.count, samplesPerClass: n, perClass, all: Number(all.toFixed(4)) }));
process.exit(0);

async function trainedClassifier(): Promise<Gan> {
  const model = new Gan(device, compiledFile(source).program, { seed: 1 }, everything);
  if (existsSync(kept)) {
    model.setWeights(readSafetensors(readFileSync(kept)).tensors);
    return model;
  }
  const started = performance.now();
  for await (const { iteration, loss } of model.train(await readDataset(model.program, "mnist"), { epochs: 2, every: 100 })) {
    process.stderr.write(`classifier: iteration ${iteration}, loss ${loss.C.toPrecision(3)}, ${Math.round((performance.now() - started) / 1000)} s\n`);
  }
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, writeSafetensors(await model.weights()));
  return model;
}

/** What the classifier takes each picture for; pictures of another size or range are brought to its own. */
async function guesses(pictures: Samples): Promise<number[]> {
  const input = classifier.program.inputs.find((one): one is DataInput => one.kind === "data" && one.name === "x")!;
  const fitting = fit(input, pictures);
  const { scale, shift } = scaling(input, fitting);
  const { pixels } = await classifier.sample(fitting.count, { inputs: { x: Float32Array.from(fitting.values, (value) => value * scale + shift) } });
  return Array.from({ length: fitting.count }, (_, i) => {
    const logits = pixels.subarray(classes * i, classes * (i + 1));
    return logits.indexOf(Math.max(...logits));
  });
}

/** N pictures of one class, each class from noise of its own. */
async function asked(digit: number): Promise<Samples> {
  const condition = gan.program.inputs.filter((input) => input.kind === "noise" && input.classes === classes);
  if (condition.length !== 1) throw new Error(`${gan.program.name} has ${condition.length} noises that are class[${classes}], and one is needed to ask for a digit`);
  const { pixels, shape: [count, ...shape] } = await gan.sample(n, { seed: 1000 + digit, inputs: { [condition[0].name]: digit } });
  return { values: pixels, shape, count, range: likeOf(gan, shape)?.range ?? [-1, 1] };
}
