/** What the adapters of Node and of a browser have in common: how one is asked for, and what comes with the device. */

export type AdapterKind = "gpu" | "lavapipe" | "swiftshader" | "software";
export type AdapterChoice = "auto" | "gpu" | "lavapipe" | "swiftshader";

export interface OpenedDevice {
  readonly device: GPUDevice;
  /** What it is, whoever asked: an adapter that computes on the CPU is never called a gpu. */
  readonly kind: AdapterKind;
  /** One phrase for a user: "SwiftShader (software, from @sparticuz/chromium)". */
  readonly label: string;
  readonly info: GPUAdapterInfo;
}

/** A device with all that its adapter has of what a program can use: limits that nobody asks for are WebGPU's defaults. */
export function deviceOf(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits: Record<string, number> = {};
  for (const name in adapter.limits) requiredLimits[name] = Number(adapter.limits[name as keyof GPUSupportedLimits]);
  // What a module that was compiled for a kind of adapter may use.
  const optional: GPUFeatureName[] = ["subgroups"];
  return adapter.requestDevice({ requiredLimits, requiredFeatures: optional.filter((feature) => adapter.features.has(feature)) });
}

/** What kind of adapter this is, from what it says of itself. */
export function kindOf(info: GPUAdapterInfo): AdapterKind {
  const words = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`.toLowerCase();
  if (words.includes("swiftshader")) return "swiftshader";
  if (words.includes("llvmpipe") || words.includes("lavapipe")) return "lavapipe";
  return info.isFallbackAdapter ? "software" : "gpu";
}

/** The adapter in a user's words. */
export function describe(info: GPUAdapterInfo): string {
  const name = info.description || [info.vendor, info.architecture, info.device].filter((word) => word).join(" ") || "unnamed adapter";
  return kindOf(info) === "gpu" ? name : `${name} (software)`;
}
