/** Philox 4×32-10 (Salmon et al. 2011) for what the host draws: the first values of weights. The same bits everywhere. */

type Words = [number, number, number, number];

/** Products of 32 by 16 bits are exact. */
function multiply(a: number, b: number): [high: number, low: number] {
  return [Math.floor((a * (b >>> 16) + Math.floor((a * (b & 0xffff)) / 65536)) / 65536), Math.imul(a, b) >>> 0];
}

export function philox(counter: Readonly<Words>, key: readonly [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = multiply(0xd2511f53, c0);
    const [high1, low1] = multiply(0xcd9e8d57, c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
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
