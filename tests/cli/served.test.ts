/** The small server of the examples outlives what it is asked. */

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratch } from "./ganc.js";

const shared = new URL("../../examples/embed/shared.mjs", import.meta.url).href;

/** A path as it is written, however wrong it is. */
function status(port: number, path: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    request({ host: "localhost", port, path }, (response) => {
      response.resume();
      done(response.statusCode);
    }).on("error", fail).end();
  });
}

test("an address that can't be read is answered with 400, and the next one is served", async () => {
  const folder = scratch();
  writeFileSync(join(folder, "a b.html"), "<p>");
  const text = `import(${JSON.stringify(shared)}).then(({ serve }) => serve(0, [${JSON.stringify(folder)}], { "/made": (_, response) => response.writeHead(204).end() }))`;
  const server = spawn(process.execPath, ["-e", text], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await new Promise<number>((done, fail) => {
      server.stdout.on("data", (said) => done(Number(/:(\d+)\//.exec(String(said))?.[1])));
      server.on("exit", (code) => fail(new Error(`the server ended with ${code}`)));
    });
    const expected = { "/%ff": 400, "/%": 400, "//": 400, "/made": 204, "/made?a=%ff": 204, "/a%20b.html": 200, "/none.html": 404 };
    const found: { [path: string]: number | undefined } = {};
    for (const path of Object.keys(expected)) found[path] = await status(port, path);
    expect(found).toEqual(expected);
  } finally {
    server.kill();
  }
});
