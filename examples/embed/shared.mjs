// What the three examples share: a model built out of its .gan file, weights that are trained once and kept, and a small server.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { readDataset } from "ganc/node";
import { writeSafetensors } from "ganc/runtime";
import { spawnSync } from "node:child_process";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** `--port 8080 --iterations 500 --adapter auto --out out/embed`; of these iterations, so many by default. */
export function settings(iterations) {
  const { values } = parseArgs({ options: { port: { type: "string" }, iterations: { type: "string" }, adapter: { type: "string" }, out: { type: "string" } } });
  return { port: Number(values.port ?? 8080), iterations: Number(values.iterations ?? iterations), adapter: values.adapter ?? "auto", out: values.out ?? join(root, "out", "embed") };
}

/** The folder of `ganc build --standalone` of an example. */
export function built(name, out, ...more) {
  const made = spawnSync(process.execPath, [join(root, "dist", "cli", "main.js"), "build", join(root, "examples", `${name}.gan`), "-o", out, "--standalone", ...more], { stdio: ["ignore", "ignore", "inherit"] });
  if (made.status !== 0) process.exit(made.status ?? 1);
  return out;
}

export const imported = (folder, name) => import(pathToFileURL(join(folder, `${name}.mjs`)).href);

/** The bytes of a safetensors file: trained on this data if nobody did before. With no iterations they are a fresh model's. */
export async function weightsOf(gan, source, { iterations, out }) {
  const file = join(out, `${gan.program.name}.safetensors`);
  if (existsSync(file)) return readFileSync(file);
  if (iterations > 0) {
    for await (const { iteration, loss } of gan.train(await readDataset(gan.program, source), { iterations, every: 20 })) {
      console.error(`${gan.program.name}: iteration ${iteration} of ${iterations}, loss D ${loss.D.toFixed(3)}, G ${loss.G.toFixed(3)}`);
    }
  }
  const bytes = writeSafetensors(await gan.weights());
  mkdirSync(out, { recursive: true });
  if (iterations > 0) writeFileSync(file, bytes);
  return bytes;
}

const types = { ".html": "text/html; charset=utf-8", ".mjs": "text/javascript", ".css": "text/css" };

/** What is asked for; nothing where that is no address, or a byte of it is no text. */
function understood(url) {
  try {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    return { path: decodeURIComponent(pathname), searchParams };
  } catch {
    return undefined;
  }
}

/** Serves files of these folders, the first that has one, and what `answers` gives for a path. */
export function serve(port, folders, answers = {}) {
  const server = createServer(async ({ url }, response) => {
    const asked = understood(url);
    if (!asked) return void response.writeHead(400).end();
    const { path, searchParams } = asked;
    const answer = answers[path];
    if (answer) return void answer(searchParams, response);
    const name = normalize(path === "/" ? "/index.html" : path);
    const file = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (!file || name.includes("..") || !types[extname(file)]) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] }).end(readFileSync(file));
  });
  server.listen(port, "localhost", () => console.log(`http://localhost:${server.address().port}/`));
  process.once("SIGINT", () => process.exit(0));
}
