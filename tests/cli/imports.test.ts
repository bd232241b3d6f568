/** A program of two files, from the shell: whatever takes a file takes what it imports. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { ganc, onceSaid, reports, scratch, swiftshader } from "./ganc.js";

const folder = scratch();
const main = join(folder, "models", "main.gan");
const blocks = join(folder, "blocks.gan");

const text = `import { up, D } from "../blocks.gan"

data x: [2]
noise z: [4] ~ normal(0, 1)

generator G(z: [4]) -> [2] { z -> up(8) -> linear(2) }

let fake = G(z)

loss D = mse(D(x), 1) + mse(D(fake), 0)
loss G = mse(D(fake), 1)

train batch 8 {
  step D by adam(1e-3)
  step G by adam(1e-3)
}
`;

const blocksOf = (width: string): string => `hyper width = ${width}

def up(h, n) = h -> linear(n) -> relu

critic D(x: [2]) -> [1] { x -> up(width) -> linear(1) }
`;

beforeAll(() => {
  mkdirSync(join(folder, "models"));
  writeFileSync(main, text);
  writeFileSync(blocks, blocksOf("5"));
});

interface Explained {
  readonly networks: { readonly [name: string]: { readonly parameters: number; readonly stages: readonly { readonly line: number; readonly file?: string }[] } };
}

test("check, explain, fmt and --set reach it", async () => {
  expect((await ganc(["check", main])).stdout).toBe(`${main} has no mistakes\n`);
  const { networks } = JSON.parse((await ganc(["explain", main, "--json"])).stdout) as Explained;
  expect(networks.D.parameters).toBe(15 + 6);
  expect(networks.D.stages.map(({ line, file }) => [line, file])).toEqual([[3, blocks], [3, blocks], [5, blocks]]);
  expect(networks.G.stages.map(({ line, file }) => [line, file])).toEqual([[3, blocks], [3, blocks], [6, undefined]]);
  const set = JSON.parse((await ganc(["explain", main, "--json", "--set", "width=7"])).stdout) as Explained;
  expect(set.networks.D.parameters).toBe(21 + 8);
  expect((await ganc(["explain", main])).stdout).toContain(`${blocks}, line 5`);
  expect((await ganc(["fmt", "--check", main, blocks])).code).toBe(0);
});

test("train, sample and eval run it, and the module that is left needs no other file", async () => {
  const run = join(folder, "run");
  const trained = await ganc(["train", main, "--data", "ring", "--iterations", "3", "--json", "--out", run, ...swiftshader]);
  expect(trained.code, trained.stderr).toBe(0);
  expect(reports(trained)).toHaveLength(3);
  const sampled = await ganc(["sample", run, "--n", "2", "--json", ...swiftshader]);
  expect((JSON.parse(sampled.stdout) as { shape: number[] }).shape).toEqual([2, 2]);
  const evaluated = await ganc(["eval", main, "--weights", join(run, "weights.safetensors"), "--values", "fake", "--backend", "reference", "--json"]);
  expect((JSON.parse(evaluated.stdout) as { fake: { shape: number[] } }).fake.shape).toEqual([8, 2]);
});

test("a mistake in what is imported names that file, once for all that import it; a file that is missing is named", async () => {
  const wrong = join(folder, "wrong.gan");
  writeFileSync(wrong, "def up(h) = h -> nowhere\n");
  const users = ["a", "b"].map((name) => join(folder, `${name}.gan`));
  for (const user of users) writeFileSync(user, `import { up } from "./wrong.gan"\n`);
  const { code, stdout } = await ganc(["check", ...users, "--json"]);
  expect(code).toBe(1);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; file: string; range: { start: { line: number; column: number } } }[] };
  expect(diagnostics.map(({ code: told, file, range }) => [told, file, range.start.line, range.start.column])).toEqual([["name/unknown", wrong, 1, 18]]);
  rmSync(wrong);
  const missing = await ganc(["build", users[0], "-o", join(folder, "nothing")]);
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain(`error[import/file] ${wrong}: there is no such file`);
});

test("build --watch builds again when what is imported changes, also after a mistake in it", async () => {
  const out = join(folder, "out");
  const built = (): string => readFileSync(join(out, "main.mjs"), "utf8");
  const shapes: boolean[] = [];
  const { code } = await ganc(["build", main, "-o", out, "--watch"], {
    hear: onceSaid(
      ["watching", () => writeFileSync(blocks, blocksOf("w"))],
      ["there is no w", () => writeFileSync(blocks, blocksOf("9"))],
      [`main.wgsl\n${join(out, "main.mjs")}`, (interrupt) => {
        shapes.push(built().includes(`["up1.linear1.weight", [9, 2], `));
        interrupt();
      }],
    ),
  });
  expect(code).toBe(0);
  expect(shapes).toEqual([true]);
});
