/** What an adapter's peak is measured with: of multiplications and additions, four independent chains a lane, so that none waits for its own last result; of memory, a copy. */

const rounds = 512;
const chains = ["a", "b", "c", "d"];

/** A kernel, `main`, with chains of this type, an element of its only binding for each invocation. */
export function fmaKernel(type: "f32" | "vec4f"): string {
  return `@group(0) @binding(0) var<storage, read_write> x: array<${type}>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  ${chains.map((chain, i) => `var ${chain} = x[id.x] * ${i + 1}.0;`).join(" ")}
  let k = ${type}(0.999);
  let m = ${type}(0.001);
  for (var i = 0u; i < ${rounds}u; i++) { ${chains.map((chain) => `${chain} = fma(${chain}, k, m);`).join(" ")} }
  x[id.x] = ${chains.join(" + ")};
}`;
}

/** Multiplications and additions of a launch of the kernel, its type of so many floats. */
export function fmaOperations(floats: number, invocations: number): number {
  return 2 * floats * chains.length * rounds * invocations;
}

/** `main`: a vector an invocation, from the first binding to the second. */
export const copyKernel = `@group(0) @binding(0) var<storage, read_write> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) { y[id.x] = x[id.x]; }`;
