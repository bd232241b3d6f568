/** What the peers are told of a work is what its .gan file says. */

import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compiledFile } from "../../bench/harness/compiled.js";
import type { Work } from "../../bench/harness/protocol.js";
import { convCritic, dcgan, facesGan, mlpCritic, mlpGan } from "../../bench/harness/workloads.js";
import type { CompiledProgram } from "../../compiler/emit/program.js";

const all = [mlpGan, dcgan, facesGan, mlpCritic.penalised, mlpCritic.plain, convCritic.penalised, convCritic.plain];

const compiledOf = ({ name, file = `bench/${name}.gan`, settings }: Work): CompiledProgram => compiledFile(file, { set: new Map(Object.entries(settings)) }).program;
const dispatchesOf = (work: Work): number[] => ["step D", "step G"].flatMap((name) => compiledOf(work).graphs[name]?.dispatches.length ?? []);

describe.each(all)("$name $settings", (work) => {
  const { batch, data } = work;

  test("has the batch and the data of its file", () => {
    const program = compiledOf(work);
    expect(program.batch).toBe(batch);
    expect(Object.fromEntries(program.inputs.filter(({ kind }) => kind === "data").map((input) => [input.name, input.shape]))).toEqual(data);
  });
});

test("the raced programs have so many dispatches a step, the gather of a batch left out", () => {
  expect([mlpGan, dcgan, mlpCritic.penalised, mlpCritic.plain, convCritic.penalised, convCritic.plain].map(dispatchesOf)).toEqual([[18, 24], [32, 34], [17], [9], [22], [14]]);
});

test("a plain critic's step has less to do than one with a penalty", () => {
  for (const { penalised, plain } of [mlpCritic, convCritic]) {
    expect(dispatchesOf(plain)[0]).toBeLessThan(dispatchesOf(penalised)[0]);
  }
});

test("each race has its peers' version", () => {
  for (const { name } of [mlpGan, dcgan, mlpCritic.penalised, convCritic.penalised]) expect(existsSync(`bench/peers/${name}.mjs`), name).toBe(true);
});
