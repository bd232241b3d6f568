/** Handwritten digits, fetched once from the file that `build/mnist.ts` packed. */

import { DataError } from "../../runtime/errors.js";
import type { Samples } from "../../runtime/data.js";

const side = 28;

export interface Handwritten {
  /** [1, 28, 28], bytes, 0 the paper and 255 the ink. */
  readonly samples: Samples;
  /** Of each its digit. */
  readonly labels: Samples;
}

const fetched = new Map<string, Promise<Handwritten>>();

/** Throws a DataError where the file can't be had; asking again fetches again. */
export function handwritten(address: string): Promise<Handwritten> {
  let digits = fetched.get(address);
  if (!digits) {
    digits = fetchDigits(address);
    fetched.set(address, digits);
    digits.catch(() => fetched.delete(address));
  }
  return digits;
}

async function fetchDigits(address: string): Promise<Handwritten> {
  const bytes = await unpacked(address).catch((error: unknown) => {
    throw new DataError(`the handwritten digits could not be fetched (${error instanceof Error ? error.message : String(error)}): choose other data, or try again`);
  });
  const count = bytes.length / (1 + side * side);
  if (count < 1 || !Number.isInteger(count)) throw new DataError("what came for the handwritten digits is not what this page was built with: load the page again");
  return {
    labels: { values: Int32Array.from(bytes.subarray(0, count)), shape: [], count },
    samples: { values: bytes.subarray(count), shape: [1, side, side], count },
  };
}

async function unpacked(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok || !response.body) throw new Error(`the server says ${response.status}`);
  return new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer());
}
