/**
 * Whole models of papers as a stranger writes them, at a small width: those that neither the examples nor PyTorch's fixtures
 * have. Each compiles with the IR verified between the passes, and steps of its schedule agree with the reference.
 */

import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { agreementOf } from "../programs/running.js";

const folder = new URL("./", import.meta.url);

/** So that a batch is of three. */
const seed = 2;

test.each(readdirSync(folder).filter((name) => name.endsWith(".gan")))("%s", async (name) => {
  const { failures, compared, skipped } = await agreementOf(name, readFileSync(new URL(name, folder), "utf8"), seed);
  expect(failures).toEqual([]);
  expect(skipped).toBeUndefined();
  expect(compared).toBeGreaterThan(0);
});
