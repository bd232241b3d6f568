/**
 * The adapters of a machine with Node: its own GPU; else Mesa's lavapipe, if it is there and works; else SwiftShader, which comes
 * with the install. Each is named for what it is, and each that isn't there says why.
 */

import { isMainThread } from "node:worker_threads";
import { describe, deviceOf, kindOf, type AdapterChoice, type AdapterKind, type OpenedDevice } from "../adapter.js";
import { NoAdapterError } from "../errors.js";
import { waitWith } from "../waiting.js";
import { Ahead, keepsKernels } from "./ahead.js";
import { polling } from "./polling.js";
import { unpackSwiftShader } from "./swiftshader.js";
import { hasGraphicsDevice, installedDrivers, loadVulkan, variablesFor, withVariables } from "./vulkan.js";

/** One line of `ganc adapters`. */
export interface AdapterReport {
  readonly name: Exclude<AdapterChoice, "auto">;
  /** Its description, where there is one. */
  readonly label?: string;
  /** Why there is none. */
  readonly missing?: string;
  /** Whether `auto` takes it. */
  readonly taken: boolean;
}

type Name = AdapterReport["name"];
type Found = GPUAdapter | string;

/** In the order in which `auto` tries them. */
const sources: Record<Name, () => Promise<Found>> = { gpu: ownAdapter, lavapipe: lavapipeAdapter, swiftshader: swiftShaderAdapter };
const names = Object.keys(sources) as Name[];

/** The chosen adapter, which gives one device. Throws NoAdapterError, with the reasons. */
export async function requestAdapter(choice: AdapterChoice = "auto"): Promise<GPUAdapter> {
  const reasons: string[] = [];
  for (const name of choice === "auto" ? names : [choice]) {
    const found = await sources[name]();
    if (typeof found !== "string") return found;
    reasons.push(`${name}: ${found}`);
  }
  throw new NoAdapterError(choice === "auto" ? `No WebGPU adapter was found (${reasons.join("; ")}).` : `No such adapter: ${reasons[0]}.`);
}

/** A device of the chosen adapter, with all the limits that the adapter has. Throws NoAdapterError, with the reasons. */
export async function requestDevice(choice: AdapterChoice = "auto"): Promise<OpenedDevice> {
  const adapter = await requestAdapter(choice);
  const { info } = adapter;
  const device = await deviceOf(adapter);
  const kind = kindOf(info);
  waitWith(device, kind === "lavapipe" && keepsKernels() ? { ...polling, compiling: new Ahead(kind).compiling } : polling);
  return { device, kind, label: describe(info), info };
}

/** For whom to compile what the adapter that `requestDevice` would open alone runs; `undefined` where there is none. */
export async function targetFor(choice: AdapterChoice = "auto"): Promise<Name | undefined> {
  // Of the others nothing is to be asked.
  if (choice === "gpu" || choice === "swiftshader") return choice;
  for (const name of choice === "auto" ? names : [choice]) {
    const found = await sources[name]();
    if (typeof found !== "string") return name === "lavapipe" && !hasEightLanes(found.info) ? "swiftshader" : name;
  }
  return undefined;
}

/** Lavapipe's subgroups have as many lanes as the processor's vectors. Where that is four, it wants what SwiftShader wants. */
function hasEightLanes({ subgroupMinSize = 0 }: GPUAdapterInfo): boolean {
  return subgroupMinSize >= 8;
}

/** Every adapter that could be asked for, found or not. */
export async function listAdapters(): Promise<AdapterReport[]> {
  const reports: AdapterReport[] = [];
  for (const name of names) {
    const found = await sources[name]();
    const taken = typeof found !== "string" && !reports.some((report) => report.taken);
    reports.push(typeof found === "string" ? { name, missing: found, taken } : { name, label: describe(found.info), taken });
  }
  return reports;
}

async function ownAdapter(): Promise<Found> {
  if (process.platform !== "linux") return adapterOf("gpu");
  const { hardware, lavapipe, swiftshader } = installedDrivers();
  if (!hasGraphicsDevice()) return "this machine has no graphics device";
  if (!loadVulkan()) return "the Vulkan loader, libvulkan.so.1, is not installed";
  if (hardware.length === 0) return "no Vulkan driver for hardware is installed";
  // With the software drivers out of sight, what comes is hardware. Otherwise the loader's own search is left alone.
  const mixed = lavapipe.length + swiftshader.length > 0;
  return adapterOf("gpu", mixed && isMainThread ? hardware : undefined);
}

async function lavapipeAdapter(): Promise<Found> {
  if (process.platform !== "linux") return "Mesa's lavapipe is looked for on Linux only";
  const { lavapipe } = installedDrivers();
  if (lavapipe.length === 0) return "Mesa's lavapipe is not installed (package mesa-vulkan-drivers, Mesa 25.0.7 or newer)";
  if (!loadVulkan()) return "the Vulkan loader, libvulkan.so.1, is not installed";
  const found = await adapterOf("lavapipe", lavapipe);
  return typeof found === "string" ? `${found} (Mesa 25.0.7 or newer is needed)` : found;
}

async function swiftShaderAdapter(): Promise<Found> {
  const unpacked = await unpackSwiftShader();
  if (typeof unpacked !== "string") {
    // A loader that the machine has is kept: it may be loaded already, and any loader reads the manifest.
    if (!loadVulkan() && !loadVulkan(unpacked.loader)) return `the loader ${unpacked.loader} could not be loaded`;
    return adapterOf("swiftshader", [unpacked.manifest]);
  }
  const { swiftshader } = installedDrivers();
  return swiftshader.length > 0 && loadVulkan() ? adapterOf("swiftshader", swiftshader) : unpacked;
}

/** Dawn's instances live as long as the process: a device stops working when the object it came from is collected. */
const instances: GPU[] = [];

/** The adapter that these drivers give, or that the machine gives when none are named, if it is of the kind. */
async function adapterOf(kind: AdapterKind, manifests?: readonly string[]): Promise<Found> {
  if (manifests && !isMainThread) return "a worker thread, whose environment is a copy, cannot choose a driver: ask in the main thread";
  const { create, globals } = await import("webgpu");
  for (const [name, value] of Object.entries(globals)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const gpu = create(process.platform === "linux" ? ["backend=vulkan"] : []);
  instances.push(gpu);
  const ask = () => gpu.requestAdapter({ powerPreference: "high-performance" });
  const adapter = await (manifests ? withVariables(variablesFor(manifests), ask) : ask());
  if (!adapter) return "its driver gives no adapter that WebGPU can use";
  return kindOf(adapter.info) === kind ? adapter : `the adapter found is ${describe(adapter.info)}`;
}
