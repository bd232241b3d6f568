/** Program, hypers, data and seed in the part of the address behind `#`: it never leaves the browser, and a link is all that another one needs. */

import type { Settings } from "../language/messages.js";

export interface Shared {
  readonly source: string;
  readonly settings: Settings;
  /** Names of sets, by group; drawn points and pictures of one's own stay behind. */
  readonly data: readonly string[];
  readonly seed: number;
}

const prefix = "#p=";
/** Far more than any program; what is longer is no link of this page's. */
const most = 200_000;

/** `page`: its address, whatever stands behind its `#`. */
export async function linkTo(shared: Shared, page: string): Promise<string> {
  const packed = await through(new TextEncoder().encode(JSON.stringify(shared)), new CompressionStream("deflate-raw"));
  const base64 = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  return `${page.split("#")[0]}${prefix}${base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** `damaged` where the address has something that isn't what `linkTo` writes; nothing where it has none. */
export async function readLink(hash: string): Promise<Shared | "damaged" | undefined> {
  if (!hash.startsWith(prefix)) return undefined;
  if (hash.length > most) return "damaged";
  try {
    const packed = Uint8Array.from(atob(hash.slice(prefix.length).replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    const text = new TextDecoder().decode(await through(packed, new DecompressionStream("deflate-raw")));
    return checked(JSON.parse(text)) ?? "damaged";
  } catch {
    // Not base64, not deflated, or not JSON: all of it a link that was cut or changed on its way.
    return "damaged";
  }
}

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    size += next.value.length;
    if (size > 4 * most) throw new RangeError("the link unpacks to more than a program");
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const one of parts) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

function checked(value: unknown): Shared | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { source, settings = {}, data = [], seed = 1 } = value as { readonly [key: string]: unknown };
  const isSettings = (of: unknown): of is Settings => typeof of === "object" && of !== null && Object.values(of).every((one) => typeof one === "number");
  const areTexts = (of: unknown): of is string[] => Array.isArray(of) && of.every((one) => typeof one === "string");
  return typeof source === "string" && isSettings(settings) && areTexts(data) && typeof seed === "number" ? { source, settings, data, seed } : undefined;
}
