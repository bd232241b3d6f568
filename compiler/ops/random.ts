/**
 * Counter-based random numbers: Philox 4×32-10 (Salmon et al. 2011, 'Parallel random numbers: as easy as 1, 2, 3'). A value is a
 * function of seed, draw, stream and element alone: no state, the same bits on every adapter and here.
 */

import { type Attributes, type Node, make } from "../ir/node.js";
import { IrError, type Op } from "../ir/op.js";
import type { Shape } from "../ir/type.js";
import { trigonometric } from "./trigonometry.js";

type Words = readonly [number, number, number, number];

const multipliers = [0xd2511f53, 0xcd9e8d57] as const;
const weyl = [0x9e3779b9, 0xbb67ae85] as const;
/** The second key word: what tells ganc's streams from another use of the same seed. */
const secondKey = 0x67616e63;

/** The 64-bit product of two u32, as high and low words: from 16-bit halves, for doubles hold 53 bits only. */
function multiply(a: number, b: number): [high: number, low: number] {
  const [aHigh, aLow, bHigh, bLow] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return [(aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(carry / 65536)) >>> 0, Math.imul(a, b) >>> 0];
}

/** Ten rounds on a counter of four words under a key of two: four words that pass every test of randomness. */
export function philox(counter: Words, key: readonly [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = multiply(multipliers[0], c0);
    const [high1, low1] = multiply(multipliers[1], c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + weyl[0]) >>> 0;
    k1 = (k1 + weyl[1]) >>> 0;
  }
  return [c0, c1, c2, c3];
}

const support = `// Philox 4x32-10 (Salmon et al. 2011): random bits as a function of where they are needed.
fn high_word(a: u32, b: u32) -> u32 {
  let middle = (a >> 16u) * (b & 0xffffu) + (((a & 0xffffu) * (b & 0xffffu)) >> 16u);
  let carry = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (carry >> 16u);
}

fn philox(element: u32, stream: u32, draw: i32, seed: i32) -> vec4u {
  var c = vec4u(element, stream, u32(draw), 0u);
  var k = vec2u(u32(seed), ${secondKey}u);
  for (var round = 0u; round < 10u; round++) {
    c = vec4u(high_word(${multipliers[1]}u, c.z) ^ c.y ^ k.x, ${multipliers[1]}u * c.z, high_word(${multipliers[0]}u, c.x) ^ c.w ^ k.y, ${multipliers[0]}u * c.x);
    k += vec2u(${weyl[0]}u, ${weyl[1]}u);
  }
  return c;
}

fn random_uniform(bits: vec4u) -> f32 {
  return f32(bits.x >> 8u) * 5.9604644775390625e-8;
}

// Box and Muller (1958). The first uniform is in (0, 1], so that its logarithm is finite.
fn random_normal(bits: vec4u) -> f32 {
  return sqrt(-2.0 * log(f32((bits.x >> 8u) + 1u) * 5.9604644775390625e-8)) * cosine(f32(bits.y >> 8u) * 3.7450702829239286e-7);
}`;

/** FNV-1a: a stream's name as a word of the counter. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

const toUnit = 2 ** -24;

const distributions: { readonly [name: string]: (words: Words) => number } = {
  uniform: ([x]) => (x >>> 8) * toUnit,
  normal: ([x, y]) => Math.sqrt(-2 * Math.log(((x >>> 8) + 1) * toUnit)) * Math.cos((y >>> 8) * toUnit * 2 * Math.PI),
};

const randomOp: Op = {
  name: "random",
  type(inputs, attributes) {
    if (inputs.some(({ dtype, shape }) => dtype !== "i32" || shape.length > 0)) throw new IrError("random needs an i32 seed and an i32 draw");
    return { dtype: "f32", shape: attributes.shape as Shape };
  },
  evaluate({ inputs: [seed, draw], attributes, shape }) {
    const value = distributions[String(attributes.distribution)];
    const stream = hash(String(attributes.stream));
    return Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(philox([i, stream, draw.data[0] >>> 0, 0], [seed.data[0] >>> 0, secondKey])));
  },
  lowering: {
    kind: "generator",
    cost: 120,
    support: [trigonometric, support],
    wgsl(index, [seed, draw], attributes: Attributes, type) {
      return `random_${String(attributes.distribution)}(philox(${position(index, type.shape)}, ${hash(String(attributes.stream))}u, ${draw}, ${seed}))`;
    },
  },
};

/** The element's row-major number as WGSL. */
function position(index: readonly string[], shape: Shape): string {
  return index.reduce((text, component, axis) => (axis === 0 ? component : `(${text} * ${shape[axis] === "B" ? "B" : `${shape[axis]}u`} + ${component})`), "0u");
}

/** Standard normal or uniform [0, 1) values, f32; equal arguments give equal values. */
export function random(request: { readonly distribution: "uniform" | "normal"; readonly stream: string; readonly shape: Shape }, seed: Node, draw: Node): Node {
  const { distribution, stream } = request;
  return make(randomOp, [seed, draw], { distribution, stream, shape: request.shape });
}

