/** Serves a folder to a browser on this machine: pages from localhost are trusted with WebGPU. */

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: { readonly [extension: string]: string } = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json" };

export interface Served {
  readonly url: string;
  close(): void;
}

export function serveFolder(folder: string): Promise<Served> {
  const server = createServer(({ url = "/" }, response) => {
    const file = join(folder, normalize(decodeURIComponent(new URL(url, "http://localhost").pathname)));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  return new Promise((ready) => {
    server.listen(0, "localhost", () => ready({ url: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => void server.close() }));
  });
}
