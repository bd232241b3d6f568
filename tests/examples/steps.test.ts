/** Two iterations of a narrow one of every example, on a device: all losses and metrics are numbers, and every network moves. */

import { describe, expect, test } from "vitest";
import { type Dataset, load } from "../../runtime/index.js";
import type { Program } from "../../runtime/program.js";
import { testDevice } from "../device.js";
import { compiled, examples } from "./examples.js";

/** Something of the right shape: a slow wave through all values, and the classes in turn. */
function dataFor({ inputs }: Program, count: number): Dataset {
  const data = inputs.filter((input) => input.kind === "data");
  return Object.fromEntries(
    data.map(({ name, shape, classes, range }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const values = Float32Array.from({ length: count * size }, (_, i) => (classes === undefined ? Math.sin(0.7 * i) : Math.floor(i / size) % classes));
      return [name, { values, shape, count, ...(range && { range }) }];
    }),
  );
}

describe.each(Object.entries(examples))("%s", (name, { narrow }) => {
  test("takes two iterations", async () => {
    const { program } = compiled(name, narrow);
    const gan = await load(program, { device: await testDevice(), batch: 8, seed: 1 });
    const before = await gan.weights();
    let reports = 0;
    for await (const { loss, metric } of gan.train(dataFor(program, 16), { iterations: 2 })) {
      reports++;
      for (const [what, value] of Object.entries({ ...loss, ...metric })) expect(value, what).toSatisfy(Number.isFinite);
    }
    expect(reports).toBe(2);
    const after = await gan.weights();
    const moved = new Set([...after].filter(([key, { values }]) => values.some((value, i) => value !== before.get(key)!.values[i])).map(([key]) => key.split(".")[0]));
    for (const network of Object.keys(examples[name].parameters)) expect(moved).toContain(network);
    for (const { values } of after.values()) expect([...values].every(Number.isFinite)).toBe(true);
    gan.dispose();
  }, 600_000);
});
