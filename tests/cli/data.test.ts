/** Data from folders and files, from the shell. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { readSafetensors } from "../../runtime/safetensors.js";
import { npyFile, pngFile } from "../runtime/files.js";
import { ganc, reports, scratch, swiftshader } from "./ganc.js";

const folder = scratch();

function write(name: string, contents: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

/** What the mean of the data is, learned by a weight: with this rate at once, whatever the first weight was. */
const colour = write(
  "colour.gan",
  `data (x: [3, 4, 4] in [0, 1], y: class[2])
noise z: [1] ~ normal(0, 1)
generator G(z: [1]) -> [3, 4, 4] { 0 * (z -> linear(48, bias: false) -> reshape(3, 4, 4)) + param([3, 4, 4]) }
loss G = sum((G(z) - mean(x, over: batch)) ^ 2, over: sample) -> mean
metric label = mean(y)
train batch 4 { step G by sgd(0.5) }
`,
);

const pictures = join(folder, "pictures");
for (const [name, red] of [["a", 255], ["b", 51]] as const) {
  mkdirSync(join(pictures, name), { recursive: true });
  for (let i = 0; i < 2; i++) writeFileSync(join(pictures, name, `${i}.png`), pngFile(6, 8, () => [red, 0, 255]));
}
writeFileSync(join(pictures, "a", "readme.txt"), "no picture");

test("a folder of pictures trains: classes, colours, a grid, numbers", async () => {
  const out = join(folder, "run");
  const ran = await ganc(["train", colour, "--data", pictures, "--iterations", "2", "--json", "--out", out, ...swiftshader]);
  expect(ran.code, ran.stderr).toBe(0);
  expect(ran.stderr).toContain("classes: 0 a, 1 b");
  expect(ran.stderr).toContain(`skipped ${join(pictures, "a", "readme.txt")}: it is no PNG or JPEG`);
  expect(ran.stderr).toContain("1 file was skipped, 4 pictures read");
  expect(reports(ran)[0].metric.label).toBe(0.5);
  const mean = readSafetensors(readFileSync(join(out, "weights.safetensors"))).tensors.get("G.param1")!.values;
  for (const [channel, level] of [0.6, 0, 1].entries()) expect(mean[16 * channel]).toBeCloseTo(level, 4);

  const [png, npy] = [join(folder, "grid.png"), join(folder, "grid.npy")];
  expect((await ganc(["sample", out, "--n", "4", "-o", png, ...swiftshader])).code).toBe(0);
  const { data, width } = PNG.sync.read(readFileSync(png));
  expect([...data.subarray(4 * (width + 1), 4 * (width + 1) + 3)]).toEqual([153, 0, 255]);
  expect((await ganc(["sample", out, "--n", "4", "-o", npy, ...swiftshader])).code).toBe(0);
  expect(readFileSync(npy).subarray(10, 128).toString()).toContain("'shape': (4, 3, 4, 4)");
});

const floats = (shape: string, ...values: number[]): Uint8Array => npyFile({ descr: "'<f4'", shape }, new Uint8Array(Float32Array.from(values).buffer));

test("two data are drawn from two sources", async () => {
  const file = write("two.gan", "data x: [2]\ndata u: [1]\nnetwork N(v: [2]) -> [1] { v -> linear(1) }\nloss N = mean(N(x)) ^ 2\nmetric xs = mean(x)\nmetric us = mean(u)\ntrain batch 2 { step N by sgd(0) }\n");
  const [x, u] = [write("x.npy", floats("(2, 2)", 1, 2, 3, 4)), write("u.npy", floats("(3,)", 7, 7, 7))];
  const ran = await ganc(["train", file, "--data", `x=${x}`, "--data", `u=${u}`, "--iterations", "1", "--json", "--out", join(folder, "two"), ...swiftshader]);
  expect(ran.code, ran.stderr).toBe(0);
  expect(reports(ran)[0].metric).toEqual({ xs: 2.5, us: 7 });
  const one = await ganc(["train", file, "--data", x]);
  expect([one.code, one.stderr]).toEqual([1, "ganc: there is no data for x: --data x=SOURCE\n"]);
});

test.each([
  ["nothing by that name", ["--data", "nowhere"], 1, "there is no data set and no file nowhere; the data sets are mnist, fashion, faces, ring"],
  ["an empty folder", ["--data", "EMPTY"], 1, "holds no picture"],
  ["a shape that can't fit", ["--data", "ring"], 1, "x is [3, 4, 4] in the program, and the data is [2]"],
  ["no labels", ["--data", "FLAT"], 1, "y is a class, and this data has no labels"],
  ["a label out of its range", ["--data", "x=FLAT", "--data", "y=LABELS"], 1, "y is class[2], and sample 3 has the label 2"],
  ["two of one kind", ["--data", "mnist", "--data", "ring"], 2, "--data is given twice: mnist and ring"],
  ["a file that lies", ["--data", "SHORT"], 1, "says that it holds [9, 3, 4, 4] of f4, 1728 bytes, and holds 4"],
])("%s is told in a sentence, and nothing is written", async (_, data, code, words) => {
  mkdirSync(join(folder, "empty"), { recursive: true });
  const paths: { readonly [word: string]: string } = {
    EMPTY: join(folder, "empty"),
    FLAT: write("flat.npy", floats("(4, 48)", ...Array(192).keys())),
    LABELS: write("labels.npy", npyFile({ descr: "'|u1'", shape: "(4,)" }, Uint8Array.of(0, 1, 1, 2))),
    SHORT: write("short.npy", floats("(9, 3, 4, 4)", 1)),
  };
  const out = join(folder, "nothing");
  const ran = await ganc(["train", colour, ...data.map((text) => text.replace(/[A-Z]+$/, (word) => paths[word])), "--out", out]);
  expect([ran.code, ran.stdout]).toEqual([code, ""]);
  expect(ran.stderr).toContain(words);
  expect(ran.stderr).not.toMatch(/\n\s+at |fault of ganc/);
  expect(existsSync(out)).toBe(false);
});
