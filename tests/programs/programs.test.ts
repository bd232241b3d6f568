/**
 * Programs at random compile and agree with the reference. A few here; `FROM=0 PROGRAMS=2000 npx vitest run tests/programs`
 * takes as many as one likes, from any seed. A failure shows its seed and its program: keep the program in `found/`.
 */

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { crossedText } from "./crossed.js";
import { programText } from "./program.js";
import { agreementOf, messageOf } from "./running.js";

const from = Number(process.env.FROM ?? 0);
const count = Number(process.env.PROGRAMS ?? 60);
const crossings = Math.ceil(count / 3);
/** So many at a time, for a failure to show soon. */
const slice = 20;
const found = new URL("found/", import.meta.url);

const totals = { compared: 0, loose: 0 };
const notFinite: string[] = [];

/** Everything that is wrong with the programs of these seeds, each with its text. */
async function wrongIn(seeds: readonly number[], textOf = programText): Promise<string[]> {
  const wrong: string[] = [];
  for (const seed of seeds) {
    const text = textOf(seed);
    try {
      const { failures, compared, loose, skipped } = await agreementOf("random.gan", text, seed);
      totals.compared += compared;
      totals.loose += loose;
      if (skipped !== undefined) notFinite.push(`seed ${seed}, ${skipped}`);
      if (failures.length > 0) wrong.push(`seed ${seed}: ${failures.length} values\n${failures.slice(0, 5).join("\n")}\n\n${text}`);
    } catch (error) {
      wrong.push(`seed ${seed}: ${messageOf(error)}\n\n${text}`);
    }
  }
  return wrong;
}

describe(`${count} random programs agree with the reference`, () => {
  const slices = Array.from({ length: Math.ceil(count / slice) }, (_, i) => from + slice * i);
  test.each(slices)("from seed %i", async (first) => {
    const seeds = Array.from({ length: Math.min(slice, from + count - first) }, (_, i) => first + i);
    expect((await wrongIn(seeds)).join("\n\n")).toBe("");
  }, 600_000);

  test.skipIf(count < 50)("few values needed leniency, and few programs were not finite", () => {
    expect(totals.compared).toBeGreaterThan(100 * count);
    expect(totals.loose / totals.compared).toBeLessThan(0.03);
    expect(notFinite.length / count, notFinite.join("\n")).toBeLessThan(0.05);
  });
});

describe(`${crossings} programs of crossed networks agree with the reference`, () => {
  test("from the same seed on", async () => {
    const seeds = Array.from({ length: crossings }, (_, i) => from + i);
    expect((await wrongIn(seeds, crossedText)).join("\n\n")).toBe("");
  }, 600_000);
});

describe("programs that were compiled wrongly once", () => {
  test.each(readdirSync(found))("%s", async (name) => {
    const text = readFileSync(new URL(name, found), "utf8");
    for (const seed of [1, 2]) expect((await agreementOf(name, text, seed)).failures).toEqual([]);
  });
});
