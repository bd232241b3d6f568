/** A contender that fails or dawdles says so, and doesn't stop the bench. */

import { expect, test } from "vitest";
import { Child, Failed, TooSlow } from "../../bench/harness/child.js";

const child = (script: string) => new Child<{ ready: boolean }, { twice: number }>({ program: process.execPath, words: ["-e", script] });

test("messages are the lines that open an object", async () => {
  const one = child(`console.log("a library says hello"); console.log('{"ready":true}');
    process.stdin.on("data", (text) => console.log(JSON.stringify({ twice: 2 * JSON.parse(text).iterations })));`);
  expect(await one.started(60_000)).toEqual({ ready: true });
  expect(await one.ask({ iterations: 21 }, 60_000)).toEqual({ twice: 42 });
  one.end();
});

test("the reason of a failure is the error, not its stack", async () => {
  const failing = child(`throw new TypeError("gradient function not found")`).started(60_000);
  await expect(failing).rejects.toThrow(Failed);
  await expect(failing).rejects.toThrow("TypeError: gradient function not found");
});

test("who doesn't answer in time is ended", async () => {
  await expect(child("setInterval(() => {}, 1000)").started(200)).rejects.toThrow(TooSlow);
});
