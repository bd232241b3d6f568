/**
 * SwiftShader, a Vulkan driver that computes on the CPU, out of the npm package `@sparticuz/chromium` (an optional dependency).
 * It is unpacked once into the user's cache folder, whole or not at all, also when several processes do it at once.
 */

import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { cacheFolder } from "./cache.js";
import { packageFolder } from "./installed.js";
import { filesOfTar } from "./tar.js";

const PACKAGE = "@sparticuz/chromium";
const LOADER = "libvulkan.so.1";
const MANIFEST = "vk_swiftshader_icd.json";
/** The archive also holds the libraries for OpenGL, which nothing here uses. */
const NEEDED = new Set([LOADER, MANIFEST, "libvk_swiftshader.so"]);

export interface SwiftShader {
  /** The Vulkan loader that came with it. */
  readonly loader: string;
  /** What the loader reads to find the driver. */
  readonly manifest: string;
}

/** Where the unpacked driver is, unpacking it if need be; or the reason why there is none. */
export async function unpackSwiftShader(cache = cacheFolder()): Promise<SwiftShader | string> {
  if (process.platform !== "linux" || process.arch !== "x64") return `the package ${PACKAGE} has it for Linux on x64 only`;
  const installed = packageFolder(PACKAGE);
  if (installed === undefined) return `the optional package ${PACKAGE} is not installed (npm install ${PACKAGE})`;
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { version: string };
  const folder = join(cache, `swiftshader-${version}`);
  if (!existsSync(folder)) {
    const failure = await unpack(join(installed, "bin", "swiftshader.tar.br"), cache, folder);
    if (failure !== undefined) return failure;
  }
  return { loader: join(folder, LOADER), manifest: join(folder, MANIFEST) };
}

/** Into a folder of its own first: a rename is all or nothing, and the first of several processes wins. */
async function unpack(archive: string, cache: string, folder: string): Promise<string | undefined> {
  let temporary: string | undefined;
  try {
    await mkdir(cache, { recursive: true });
    temporary = await mkdtemp(join(cache, ".swiftshader-"));
    const tar = await promisify(brotliDecompress)(await readFile(archive));
    for (const { name, bytes } of filesOfTar(tar)) {
      if (NEEDED.has(name)) await writeFile(join(temporary, name), bytes);
    }
    const missing = [...NEEDED].find((name) => !existsSync(join(temporary!, name)));
    if (missing !== undefined) return `${PACKAGE} holds no ${missing}`;
    await rename(temporary, folder);
    return undefined;
  } catch (error) {
    if (existsSync(folder)) return undefined;
    return `it could not be unpacked into ${cache} (${(error as Error).message}); XDG_CACHE_HOME chooses another folder`;
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}
