/** `import`: what comes along, what it means there, and what goes wrong, each at its place. */

import { describe, expect, test } from "vitest";
import { checkFiles, filesMistakes } from "./files.js";
import { networkIn, parametersOf, weightsOf } from "./helper.js";

const blocks = `
hyper width = 8, slope = 0.2
def up(h, n) = h -> linear(n) -> leaky_relu(slope)
def twice(h) = h -> up(width) -> up(width)
network Small(v: [2]) -> [1] { v -> linear(1) }
network Large(v: [2]) -> [1] { v -> twice -> linear(2) -> Small }
critic Alone(v: [2]) -> [1] { v -> linear(3) -> linear(1) }
`;

const main = `
import { up, Large } from "./blocks.gan"
data x: [2]
noise z: [2] ~ normal(0, 1)
generator G(z: [2]) -> [2] { z -> up(5) -> linear(2) }
loss Large = mean(Large(x)) - mean(Large(G(z)))
loss G = mean(Large(G(z)))
train batch 4 { step Large by sgd(0.1)  step G by sgd(0.1) }
`;

describe("what comes along", () => {
  const program = checkFiles({ "main.gan": main, "blocks.gan": blocks });

  test("the networks that are imported and those that they call, behind the file's own, and no others", () => {
    expect(program.networks.map(({ name }) => name)).toEqual(["G", "Small", "Large"]);
    expect(program.losses.map(({ over }) => over)).toEqual([["Small", "Large"], ["G"]]);
  });

  test("definitions are copied in, networks keep their names, both see their own file", () => {
    expect(weightsOf(networkIn(program, "G"))).toEqual(["G.up1.linear1.weight [5, 2]", "G.up1.linear1.bias [5]", "G.linear1.weight [2, 5]", "G.linear1.bias [2]"]);
    expect(weightsOf(networkIn(program, "Large")).filter((name) => name.includes("weight"))).toEqual([
      "Large.twice1.up1.linear1.weight [8, 2]", "Large.twice1.up2.linear1.weight [8, 8]", "Large.linear1.weight [2, 8]",
    ]);
  });

  test("all files are sources of the program", () => {
    expect(program.sources.map(({ name }) => name).filter((name) => !name.startsWith("prelude/"))).toEqual(["main.gan", "blocks.gan"]);
  });
});

test("names mean what they mean where they are written, whatever the other file calls so", () => {
  const program = checkFiles({
    "main.gan": `import { block } from "./blocks.gan"\nhyper n = 3\ndef inner(v) = v * n\ndata x: [2]\nnetwork N(x: [2]) -> [4] { x -> block }\nloss N = mean(N(inner(x)))`,
    "blocks.gan": "hyper n = 4\ndef inner(v) = v -> linear(n)\ndef block(v) = v -> inner",
  });
  expect(weightsOf(networkIn(program, "N"))).toEqual(["N.block1.inner1.linear1.weight [4, 2]", "N.block1.inner1.linear1.bias [4]"]);
});

test("a hyper that is set is set in every file that has it, and only a name that no file has is unknown", () => {
  const files = { "main.gan": `import { N } from "./n.gan"\nhyper width = 2\ndata x: [width]\nloss N = mean(N(x))`, "n.gan": "hyper width = 3, depth = 1\nnetwork N(v: [width]) -> [1] { v -> repeat depth linear(width) -> linear(1) }" };
  expect(filesMistakes(files)).toEqual(["shape/argument main.gan 4:17 x"]);
  expect(parametersOf(networkIn(checkFiles(files, new Map([["width", 4], ["depth", 2]])), "N"))).toBe(2 * 20 + 5);
  expect(filesMistakes(files, new Map([["width", 4], ["heigth", 2]]))).toEqual(["hyper/unknown main.gan 1:1 "]);
});

test("a file that several import is one file: its network is one network", () => {
  const program = checkFiles({
    "main.gan": `import { a } from "./a.gan"\nimport { N } from "./n.gan"\ndata x: [2]\nloss N = mean(a(x)) + mean(N(x))`,
    "a.gan": `import { N } from "./n.gan"\ndef a(v) = N(v)`,
    "n.gan": "network N(v: [2]) -> [1] { v -> linear(1) }",
  });
  expect(program.networks.map(({ name }) => name)).toEqual(["N"]);
});

test("what a file imports can be imported from it, through folders", () => {
  const program = checkFiles({
    "models/main.gan": `import { N } from "../blocks/all.gan"\ndata x: [2]\nloss N = mean(N(x))`,
    "blocks/all.gan": `import { N } from "deep/n.gan"`,
    "blocks/deep/n.gan": "network N(v: [2]) -> [1] { v -> linear(1) }",
  });
  expect(program.sources.map(({ name }) => name).slice(0, 3)).toEqual(["models/main.gan", "blocks/all.gan", "blocks/deep/n.gan"]);
});

test("noise of a definition comes along, under another name where its own is taken", () => {
  const files = (own: string) => ({ "main.gan": `import { jitter } from "./j.gan"\ndata x: [2]\n${own}\nmetric m = mean(jitter(x))`, "j.gan": "noise place: [2] ~ normal(0, 1)\nlet shift = place * 2\ndef jitter(v) = v + shift" });
  expect(checkFiles(files("")).noises.map(({ name }) => name)).toEqual(["place"]);
  expect(checkFiles(files("noise place: [2] ~ uniform(0, 1)")).noises.map(({ name }) => name)).toEqual(["place", "imported_place"]);
});

test("a program can be imported from: its training stays behind", () => {
  const program = checkFiles({
    "main.gan": `import { G } from "./other.gan"\nnoise z: [2] ~ normal(0, 1)\nsample s = G(z)`,
    "other.gan": `gan Other\ndata x: [2]\nnoise z: [2] ~ normal(0, 1)\nstate k = 0\ngenerator G(z: [2]) -> [2] { z -> linear(2) }
      critic D(x: [2]) -> [1] { x -> linear(1) }\nloss D = mean(D(x))\nmetric m = k\nsample t = G(z)\ntrain batch 4 { step D by sgd(0.1) }`,
  });
  expect([program.name, program.networks.length, program.data.length, program.losses.length, program.metrics.length]).toEqual(["main", 1, 0, 0, 0]);
  expect(program.samples.map(({ name }) => name)).toEqual(["s"]);
});

test("the file's own generator is what is sampled, before one that is imported", () => {
  const other = "generator H(z: [2]) -> [2] { z -> linear(2) }";
  const files = (own: string) => ({ "main.gan": `import { H } from "./h.gan"\nnoise z: [2] ~ normal(0, 1)\n${own}`, "h.gan": other });
  expect(checkFiles(files("generator G(z: [2]) -> [2] { z -> H }")).samples.map(({ name }) => name)).toEqual(["G"]);
  expect(checkFiles(files("")).samples.map(({ name }) => name)).toEqual(["H"]);
});

test("a network that only a branch asks for comes along when the branch is taken", () => {
  const files = (deep: boolean) => ({
    "main.gan": `import { look } from "./l.gan"\ndata x: [2]\nmetric m = mean(look(x, ${deep}))`,
    "l.gan": "network A(v: [2]) -> [1] { v -> linear(1) }\nnetwork B(v: [2]) -> [1] { v -> C }\nnetwork C(v: [2]) -> [1] { v -> linear(1) }\ndef look(v, deep) = if deep then B(v) else A(v)",
  });
  expect(checkFiles(files(true)).networks.map(({ name }) => name)).toEqual(["B", "C"]);
  expect(checkFiles(files(false)).networks.map(({ name }) => name)).toEqual(["A"]);
});

describe("mistakes", () => {
  const at = (main: string, others: { readonly [name: string]: string }): string[] => filesMistakes({ "main.gan": main, ...others });
  const two = { "b.gan": "hyper n = 1\ndata y: [2]\ndef block(v) = v\nnetwork N(v: [2]) -> [1] { v -> linear(1) }" };

  test.each<[string, string[], string, { readonly [name: string]: string }]>([
    ["a file that isn't there", [`import/file main.gan 1:22 "./no.gan"`], `import { a, b } from "./no.gan"\ndata x: [2]\nlet c = a(x) + b(x)`, {}],
    ["a name that isn't there", ["import/name main.gan 1:10 blok"], `import { blok } from "b.gan"\ndata x: [2]\nlet c = blok(x)`, two],
    ["what is neither a definition nor a network", ["import/kind main.gan 1:10 n", "import/kind main.gan 1:13 y"], `import { n, y } from "b.gan"\nlet c = n + y`, two],
    ["a name imported twice", ["name/duplicate main.gan 2:10 block"], `import { block } from "b.gan"\nimport { block } from "b.gan"`, two],
    ["a name that is declared", ["name/duplicate main.gan 1:10 block"], `import { block } from "b.gan"\ndef block(v) = v * 2`, two],
    ["two files with one name", ["name/duplicate main.gan 2:10 N"], `import { N } from "b.gan"\nimport { N } from "c.gan"`, { ...two, "c.gan": "network N(v: [3]) -> [1] { v -> linear(1) }" }],
    ["a network that comes along", ["import/collision main.gan 1:10 M"], `import { M } from "m.gan"\nnetwork H(v: [3]) -> [1] { v -> linear(1) }`, { "m.gan": "network H(v: [2]) -> [1] { v -> linear(1) }\nnetwork M(v: [2]) -> [1] { v -> H }" }],
    ["two that come along", ["import/collision main.gan 2:10 h"], `import { M } from "m.gan"\nimport { h } from "h.gan"`, { "m.gan": "network H(v: [2]) -> [1] { v -> linear(1) }\nnetwork M(v: [2]) -> [1] { v -> H }", "h.gan": `import { H } from "deep.gan"\ndef h(v) = H(v)`, "deep.gan": "network H(v: [2]) -> [1] { v -> linear(1) }" }],
    ["one that comes along as an average", ["import/collision main.gan 1:10 M"], `import { M } from "m.gan"\ntrain batch 4 { average M as H decay 0.9 }`, { "m.gan": "network H(v: [2]) -> [1] { v -> linear(1) }\nnetwork M(v: [2]) -> [1] { v -> H }" }],
    ["a circle", [`import/cycle c.gan 1:19 "./main.gan"`], `import { b } from "b.gan"\ndef a(v) = v`, { "b.gan": `import { c } from "./c.gan"\ndef b(v) = c(v)`, "c.gan": `import { a } from "./main.gan"\ndef c(v) = a(v)` }],
    ["a file that imports itself", [`import/cycle main.gan 1:19 "main.gan"`], `import { a } from "main.gan"\ndef b(v) = v`, {}],
    ["data of the other file", ["import/left b.gan 2:16 y"], `import { f } from "b.gan"\ndata x: [2]\nlet a = f(x)`, { "b.gan": "data y: [2]\ndef f(v) = v + y" }],
    ["a state of the other file, through a let", ["import/left b.gan 2:9 k"], `import { f } from "b.gan"\ndata x: [2]\nlet a = f(x)`, { "b.gan": "state k = 0\nlet l = k + 1\ndef f(v) = v * l" }],
    ["an average of the other file", ["import/left b.gan 3:12 E"], `import { f } from "b.gan"\ndata x: [2]\nlet a = f(x)`, { "b.gan": "network N(v: [2]) -> [1] { v -> linear(1) }\ntrain batch 4 { average N as E decay 0.9 }\ndef f(v) = E(v)" }],
    ["data in the body of an imported network", ["name/hidden b.gan 2:32 y"], `import { N } from "b.gan"`, { "b.gan": "data y: [2]\nnetwork N(v: [2]) -> [2] { v + y }" }],
    ["an imported definition that is wrong", ["name/unknown b.gan 1:13 w"], `import { f } from "b.gan"`, { "b.gan": "def f(v) =  w" }],
    ["an imported network that is wrong", ["shape/output b.gan 1:33 linear(2)"], `import { N } from "b.gan"`, { "b.gan": "network N(v: [2]) -> [1] { v -> linear(2) }" }],
    ["a wrong argument of an imported definition", ["shape/broadcast main.gan 3:9 f(x)"], `import { f } from "b.gan"\ndata x: [2]\nlet a = f(x)\nlet b = f(a)`, { "b.gan": "noise w: [3] ~ normal(0, 1)\ndef f(v) = v + w" }],
    ["a network that only came along", ["loss/network main.gan 3:6 H"], `import { M } from "m.gan"\ndata x: [2]\nloss H = mean(M(x))`, { "m.gan": "network H(v: [2]) -> [1] { v -> linear(1) }\nnetwork M(v: [2]) -> [1] { v -> H }" }],
    ["a name that only came along", ["name/unknown main.gan 3:9 H"], `import { M } from "m.gan"\ndata x: [2]\nlet a = H(M(x))`, { "m.gan": "network H(v: [2]) -> [1] { v -> linear(1) }\nnetwork M(v: [2]) -> [1] { v -> H }" }],
    ["a file that can't be read as such", ["name/unknown main.gan 3:9 g", "syntax/expected b.gan 1:10 ->"], `import { f } from "b.gan"\ndata x: [2]\nlet a = g(f(x))`, { "b.gan": "def f(v) -> v" }],
  ])("%s", (_, expected, main, others) => {
    expect(at(main, others)).toEqual(expected);
  });

  test("what nobody imports is nobody's mistake", () => {
    expect(at(`import { f } from "b.gan"`, { "b.gan": "def f(v) = v\ndef g(v) = w\nnetwork N(v: [2]) -> [1] { v }\nlet a = b" })).toEqual([]);
  });
});
