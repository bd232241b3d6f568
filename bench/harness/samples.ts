/** The data of every contender: bytes that look random and are the same everywhere (the peer in Python has the same line). */

/** Sample after sample, row-major. */
export function sampleBytes(shape: readonly number[], count: number, name: string): Uint8Array {
  const first = name.length * 1_000_003;
  return Uint8Array.from({ length: count * shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.imul(first + i, 2_654_435_761) >>> 24);
}
