/** What an adapter's peak is measured with: of multiplications and additions, four independent chains a lane, so that none waits for its own last result; of memory, a copy. */

const rounds = 512;
const chains = ["a", "b", "c", "d"];

/** A kernel, `main`, with chains of this type, an element of its only binding for each invocation. */
function fmaKernel(type: "f32" | "vec4f"): string {
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
const copyKernel = `@group(0) @binding(0) var<storage, read_write> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) { y[id.x] = x[id.x]; }`;

/** Vectors that the copy is measured with. */
export const copied = 1 << 20;

/** A kernel that is ready to be launched on buffers of its own, of so many bytes. */
export interface Prepared {
  readonly buffers: readonly GPUBuffer[];
  launch(pass: GPUComputePassEncoder, dispatches?: number): void;
}

export async function prepared(device: GPUDevice, code: string, bytes: readonly number[], workgroups: number): Promise<Prepared> {
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module: device.createShaderModule({ code }) } });
  const buffers = bytes.map((size) => device.createBuffer({ size, usage: GPUBufferUsage.STORAGE }));
  const bindGroup = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })) });
  return {
    buffers,
    launch(pass, dispatches = 1) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      for (let i = 0; i < dispatches; i++) pass.dispatchWorkgroups(workgroups);
    },
  };
}

export const preparedFma = (device: GPUDevice, type: "f32" | "vec4f", floats: number, invocations: number): Promise<Prepared> => prepared(device, fmaKernel(type), [4 * floats * invocations], invocations / 64);
export const preparedCopy = (device: GPUDevice): Promise<Prepared> => prepared(device, copyKernel, [16 * copied, 16 * copied], copied / 64);
