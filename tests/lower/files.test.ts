import { expect, test } from "vitest";
import { pathFrom } from "../../compiler/lower/files.js";

const source = (name: string) => ({ name, text: "" });

test.each([
  ["main.gan", "b.gan", "w.st", "w.st"],
  ["main.gan", "blocks/b.gan", "w.st", "blocks/w.st"],
  ["main.gan", "blocks/b.gan", "../w.st", "w.st"],
  ["main.gan", "../b.gan", "./w.st", "../w.st"],
  ["a/main.gan", "a/b/c.gan", "w.st", "b/w.st"],
  ["a/main.gan", "b/c.gan", "w.st", "../b/w.st"],
  ["../x/main.gan", "../../b.gan", "w.st", "../../w.st"],
  ["../x/main.gan", "../y/b.gan", "z/w.st", "../y/z/w.st"],
  ["/m/a/main.gan", "/m/b/c.gan", "w.st", "../b/w.st"],
  ["a/main.gan", "/m/b.gan", "w.st", "/m/w.st"],
  ["a/main.gan", "a/b.gan", "/m/w.st", "/m/w.st"],
])("from %s, what %s calls %s is %s", (first, other, path, expected) => {
  expect(pathFrom(source(first), source(other), path)).toBe(expected);
});

test("what the file itself says stays as it is written", () => {
  const main = source("a/main.gan");
  expect(pathFrom(main, main, "./w.st")).toBe("./w.st");
});
