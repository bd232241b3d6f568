/** Philox 4×32-10 (Salmon et al. 2011) for what the host draws: the first values of weights. The same bits everywhere. */

type Words = [number, number, number, number];

/** The upper half of a product; products of 32 by 16 bits are exact. */
function high(a: number, b: number): number {
  return Math.floor((a * (b >>> 16) + Math.floor((a * (b & 0xffff)) / 65536)) / 65536);
}

export function philox([a, b, c, d]: Readonly<Words>, [k, l]: readonly [number, number]): Words {
  for (let round = 0; round < 10; round++) {
    [a, b, c, d] = [high(0xcd9e8d57, c) ^ b ^ k, Math.imul(0xcd9e8d57, c), high(0xd2511f53, a) ^ d ^ l, Math.imul(0xd2511f53, a)];
    k += 0x9e3779b9;
    l += 0xbb67ae85;
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

const unit = 2 ** -24;

/** Uniform [0, 1) values of a stream. */
export function uniforms(count: number, stream: number, seed: number): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i += 4) {
    const words = philox([i / 4, stream, 0, 1], [seed >>> 0, 0x696e6974]);
    for (let j = 0; j < 4 && i + j < count; j++) values[i + j] = (words[j] >>> 8) * unit;
  }
  return values;
}

/** Standard normal values of a stream (Box and Muller 1958). */
export function normals(count: number, stream: number, seed: number): Float64Array {
  const u = uniforms(2 * count, stream, seed);
  return Float64Array.from({ length: count }, (_, i) => Math.sqrt(-2 * Math.log(u[2 * i] + unit)) * Math.cos(2 * Math.PI * u[2 * i + 1]));
}
