/** Names that every JavaScript object has mean in a program, and on the command line, what they are declared to be, or nothing. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DataError } from "../../runtime/errors.js";
import { fitted } from "../../runtime/data.js";
import type { Program } from "../../runtime/program.js";
import { ganc, reports, scratch, swiftshader } from "./ganc.js";

const folder = scratch();
const [file, run] = [join(folder, "names.gan"), join(folder, "run")];

const text = `data constructor: [2]
noise hasOwnProperty: [2] ~ normal(0, 1)
noise __proto__: [1] ~ normal(0, 1)
generator toString(z: [2], valueOf: [1]) -> [2] { concat(z, valueOf) -> linear(2) }
let fake = toString(hasOwnProperty, __proto__)
loss toString = mean((fake - constructor) ^ 2)
metric isPrototypeOf = mean(fake)
train batch 8 { step toString by adam(1e-3) }
`;

test.each(["constructor", "toString", "__proto__"])("ganc %s is no command", async (name) => {
  expect(await ganc([name])).toMatchObject({ code: 2, stderr: expect.stringContaining(`there is no command ${name}`) });
});

test("a program that calls its data, noise and networks so trains and is sampled", async () => {
  writeFileSync(file, text);
  const trained = await ganc(["train", file, "--data", "constructor=ring", "--iterations", "2", "--json", "--out", run, ...swiftshader]);
  expect(trained.code, trained.stderr).toBe(0);
  expect(Object.keys(reports(trained)[1].loss)).toEqual(["toString"]);
  const sample = async (...more: string[]): Promise<string> => {
    const ran = await ganc(["sample", run, "--n", "2", "--json", ...swiftshader, ...more]);
    expect(ran.code, ran.stderr).toBe(0);
    return ran.stdout;
  };
  const drawn = await sample();
  expect(await sample("--__proto__", "-9")).not.toBe(drawn);
  expect(await sample("--interpolate")).not.toBe("");
});

test("a sample that there isn't is the command line's fault", async () => {
  expect(await ganc(["sample", run, "--name", "nope"])).toMatchObject({ code: 2, stderr: "ganc: names has no sample nope; it has toString\n" });
});

test("data that isn't given is missing, whatever it is called", () => {
  const program = { inputs: [{ kind: "data", name: "constructor", dtype: "f32", shape: [2], group: 0 }] } as unknown as Program;
  expect(() => fitted(program, {}, 1)).toThrow(new DataError("there is no data constructor; there is none"));
});
