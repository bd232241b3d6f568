/**
 * Chromium out of the npm package `@sparticuz/chromium`, with the libraries and fonts that a bare machine lacks. It is unpacked once, whole or not at
 * all, also when several test files do it at once: the package's own way leaves half a file to who comes second.
 */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { cacheFolder } from "../../runtime/node/cache.js";
import { packageFolder } from "../../runtime/node/installed.js";
import { filesOfTar } from "../../runtime/node/tar.js";

export interface Chromium {
  readonly executablePath: string;
  readonly env: { readonly [name: string]: string };
}

export function unpackedChromium(): Chromium {
  const installed = packageFolder("@sparticuz/chromium");
  if (installed === undefined) throw new Error("the browser tests need the optional package @sparticuz/chromium: npm install");
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { version: string };
  const folder = join(cacheFolder(), `chromium-${version}`);
  if (!existsSync(folder)) unpack(join(installed, "bin"), folder);
  return { executablePath: join(folder, "chromium"), env: { LD_LIBRARY_PATH: folder, FONTCONFIG_PATH: folder } };
}

/** Into a folder of its own first: a rename is all or nothing, and the first of several processes wins. */
function unpack(archives: string, folder: string): void {
  mkdirSync(cacheFolder(), { recursive: true });
  const temporary = mkdtempSync(join(cacheFolder(), ".chromium-"));
  try {
    const read = (name: string): Buffer => brotliDecompressSync(readFileSync(join(archives, name)));
    writeFileSync(join(temporary, "chromium"), read("chromium.br"), { mode: 0o755 });
    for (const archive of ["al2023.tar.br", "swiftshader.tar.br", "fonts.tar.br"]) {
      for (const { name, bytes } of filesOfTar(read(archive))) writeFileSync(join(temporary, basename(name)), bytes);
    }
    // It names folders of the package's own.
    writeFileSync(join(temporary, "fonts.conf"), `<?xml version="1.0"?>\n<fontconfig><dir>${folder}</dir><cachedir>${join(folder, "fonts-cache")}</cachedir></fontconfig>\n`);
    if (!existsSync(folder)) renameSync(temporary, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
