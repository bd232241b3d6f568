/**
 * The Vulkan drivers of a Linux machine, and how Dawn is made to take a given one.
 *
 * Dawn opens `libvulkan.so.1` by name and the loader in it reads VK_DRIVER_FILES when an adapter is asked for. So a library
 * that this process has already loaded is the one that Dawn finds, and the variable need only be set for the length of that call.
 */

import { existsSync, readdirSync } from "node:fs";
import { availableParallelism, constants, homedir } from "node:os";
import { basename, delimiter, join } from "node:path";

export interface Drivers {
  readonly hardware: readonly string[];
  readonly lavapipe: readonly string[];
  readonly swiftshader: readonly string[];
}

/** The manifests of the installed drivers; VK_DRIVER_FILES, where the user has set it, is the whole list. */
export function installedDrivers(): Drivers {
  const manifests = chosenByUser() ?? driverFolders().flatMap(manifestsIn);
  const isLavapipe = (file: string) => /lvp_icd/.test(basename(file));
  const isSwiftShader = (file: string) => /swiftshader/i.test(basename(file));
  return {
    hardware: manifests.filter((file) => !isLavapipe(file) && !isSwiftShader(file)),
    lavapipe: manifests.filter(isLavapipe),
    swiftshader: manifests.filter(isSwiftShader),
  };
}

function chosenByUser(): string[] | undefined {
  const list = process.env.VK_DRIVER_FILES ?? process.env.VK_ICD_FILENAMES;
  return list?.split(delimiter).filter((file) => existsSync(file)).flatMap((file) => (file.endsWith(".json") ? [file] : manifestsIn(file)));
}

/** In the loader's own order: configuration, then data, the user's before the system's. */
function driverFolders(): string[] {
  const { XDG_CONFIG_HOME, XDG_CONFIG_DIRS, XDG_DATA_HOME, XDG_DATA_DIRS } = process.env;
  return [
    XDG_CONFIG_HOME || join(homedir(), ".config"),
    ...(XDG_CONFIG_DIRS || "/etc/xdg").split(delimiter),
    "/etc",
    XDG_DATA_HOME || join(homedir(), ".local", "share"),
    ...(XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(delimiter),
  ].map((folder) => join(folder, "vulkan", "icd.d"));
}

function manifestsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith(".json")).sort().map((name) => join(folder, name));
}

/** Whether the kernel shows anything that a hardware driver could drive: asking the driver first would make the loader complain on stderr. */
export function hasGraphicsDevice(): boolean {
  return readdirSync("/dev").some((name) => /^(dri|dxg|kfd|kgsl|mali|nvhost|nvidia)/.test(name));
}

/** `dlopen` with it adds the library's names to the process. */
const RTLD_NODELETE = 0x1000;

/**
 * Loads the Vulkan loader, so that Dawn finds it. `process.dlopen` means to load Node modules, and throws on any other library
 * after it has loaded it; RTLD_NODELETE keeps the library in the process nevertheless.
 */
export function loadVulkan(library = "libvulkan.so.1"): boolean {
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, library, RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
    return true;
  } catch (error) {
    return (error as Error).message.startsWith("Module did not self-register");
  }
}

/**
 * What the environment is while a driver is opened: only these drivers are there, and lavapipe has two threads for each core, if nobody has said how many. It gives each
 * thread a run of a dispatch's workgroups to begin with, and the system evens out among threads what it can't within them.
 */
export function variablesFor(manifests: readonly string[]): Record<string, string> {
  return { VK_DRIVER_FILES: manifests.join(delimiter), LP_NUM_THREADS: process.env.LP_NUM_THREADS ?? String(2 * availableParallelism()) };
}

/** What `call` gives in this environment. It must reach Dawn before its first await. */
export function withVariables<T>(variables: Readonly<Record<string, string>>, call: () => T): T {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    return call();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
