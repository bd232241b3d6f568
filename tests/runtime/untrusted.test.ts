/** Modules and weights from elsewhere: what would reach past its own memory, or isn't what it says, is an error by name, and nothing runs. */

import { beforeAll, expect, test } from "vitest";
import { ProgramError, SafetensorsError, WeightsError } from "../../runtime/errors.js";
import { Gan } from "../../runtime/gan.js";
import { everything } from "../../runtime/parts.js";
import { load } from "../../runtime/index.js";
import type { Dispatch, Graph, Operand, Output, Program, Slot } from "../../runtime/program.js";
import { type NamedTensor, type Tensors, readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";
import { testDevice } from "../device.js";
import { programOf } from "../training/program.js";

const program = programOf(`
data x: [2]
noise z: [3] ~ normal(0, 1)
generator G(z: [3]) -> [2] { z -> linear(4) -> tanh -> linear(2) }
critic D(x: [2]) -> [1] { x -> linear(4) -> linear(1) }
loss D = mean(D(G(z))) - mean(D(x))
loss G = -mean(D(G(z)))
train batch 4 { step D by sgd(1e-2)  step G by sgd(1e-2) }
`);
let device: GPUDevice;
beforeAll(async () => {
  device = await testDevice();
});

const sampled = "sample G";
const graphOf = (change: (graph: Graph) => Partial<Graph>): Program => ({ ...program, graphs: { ...program.graphs, [sampled]: { ...program.graphs[sampled], ...change(program.graphs[sampled]) } } });
/** Every operand of one kind is another. */
function operands<Kind extends Operand["in"]>(kind: Kind, change: (operand: Extract<Operand, { in: Kind }>) => Operand): Program {
  const changed = (operand: Operand): Operand => (operand.in === kind ? change(operand as Extract<Operand, { in: Kind }>) : operand);
  return graphOf(({ dispatches }) => ({ dispatches: dispatches.map((dispatch): Dispatch => ({ ...dispatch, operands: dispatch.operands.map(changed) })) }));
}
const outputs = (change: (output: Output) => Partial<Output>): Program => graphOf((graph) => ({ outputs: graph.outputs.map((output) => ({ ...output, ...change(output) })) }));
const slots = (change: (slot: Slot) => Partial<Slot>): Program => ({ ...program, slots: program.slots.map((slot) => ({ ...slot, ...change(slot) })) });

test.each<readonly [string, Program, string]>([
  ["weights past the end of the slots", operands("slots", (operand) => ({ ...operand, offset: program.slotBytes })), "reaches past its memory"],
  ["weights from before them", operands("slots", (operand) => ({ ...operand, offset: -256 })), "reaches past its memory"],
  ["a stretch that is too long", operands("slots", (operand) => ({ ...operand, bytes: program.slotBytes + 4 })), "reaches past its memory"],
  ["a stretch of no size that there is", operands("slots", (operand) => ({ ...operand, bytes: Number.NaN })), "reaches past its memory"],
  ["another's temporary", operands("temporary", (operand) => ({ ...operand, offset: 4096 })), "reaches past its memory"],
  ["a temporary that isn't there", operands("temporary", (operand) => ({ ...operand, temporary: 99 })), "reaches past its memory"],
  ["a temporary that grows faster than its memory", operands("temporary", (operand) => ({ ...operand, bytes: { factor: 4096, batch: 2 } })), "reaches past its memory"],
  ["an input that isn't there", operands("input", () => ({ in: "input", input: -1 })), "reaches past its memory"],
  ["a parameter outside a network", operands("input", () => ({ in: "parameter", parameter: 0 })), "reaches past its memory"],
  ["a kernel that isn't there", graphOf(({ dispatches }) => ({ dispatches: dispatches.map((dispatch) => ({ ...dispatch, kernel: 999 })) })), "has not the operands of its kernel"],
  ["a result that reads on", outputs(() => ({ shape: ["B", 1e6] })), "sample.G of sample G reaches past its memory"],
  ["a result out of the weights' memory", outputs(() => ({ at: { in: "slots", offset: 0, bytes: 1e9 } })), "sample.G of sample G reaches past its memory"],
  ["a graph that isn't there", { ...program, samples: [{ name: "G", graph: "toString" }] }, "it has no graph toString"],
])("%s", async (_, wrong, words) => {
  const gan = new Gan(device, wrong, {}, everything);
  await expect(gan.sample(2)).rejects.toThrow(ProgramError);
  await expect(gan.sample(2)).rejects.toThrow(words);
  gan.dispose();
});

test.each<readonly [string, Program, string]>([
  ["a slot past the end", slots(() => ({ offset: program.slotBytes })), "G.linear1.weight lies outside the memory of its slots"],
  ["a slot larger than the memory", slots(({ name }) => (name === "D.linear1.weight" ? { shape: [1e9, 1e9] } : {})), "D.linear1.weight lies outside"],
  ["more first values than a slot has", slots(() => ({ initial: { kind: "values", values: new Array<number>(9999).fill(0) } })), "G.linear1.weight has other first values"],
])("%s is refused when it is loaded", async (_, wrong, words) => {
  await expect(load(wrong, { device })).rejects.toThrow(ProgramError);
  await expect(load(wrong, { device })).rejects.toThrow(words);
});

test("a kernel that writes wherever it likes leaves what another model holds as it was", async () => {
  const other = new Gan(device, program, { seed: 3 }, everything);
  const before = await other.weights();
  const wild = { ...program, kernels: program.kernels.map((kernel) => ({ ...kernel, wgsl: kernel.wgsl.replace(/(\w+)\[i\] = ([^;]+);/g, "$1[i] = $2; for (var far = 1u; far < 100000u; far += 997u) { $1[i + far * 64u] = 7.0; }") })) };
  expect(wild.kernels).not.toEqual(program.kernels);
  const gan = new Gan(device, wild, { seed: 3 }, everything);
  await gan.sample(4);
  expect(await other.weights()).toEqual(before);
  gan.dispose();
  other.dispose();
});

/** The weights of a fresh model, with some other than they were. */
async function weightsWith(change: (name: string, tensor: NamedTensor) => NamedTensor): Promise<Uint8Array> {
  const gan = new Gan(device, program, {}, everything);
  const weights = await gan.weights();
  gan.dispose();
  return writeSafetensors(new Map([...weights].map(([name, tensor]) => [name, change(name, tensor)])));
}

/** A weights file whose header says something else. */
async function lying(change: (header: { [name: string]: { dtype: string; shape: number[]; data_offsets: number[] } }) => void): Promise<Uint8Array> {
  const file = await weightsWith((_, tensor) => tensor);
  const length = Number(new DataView(file.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as Parameters<typeof change>[0];
  change(header);
  const text = new TextEncoder().encode(JSON.stringify(header));
  const whole = new Uint8Array(8 + text.length + file.length - 8 - length);
  new DataView(whole.buffer).setBigUint64(0, BigInt(text.length), true);
  whole.set(text, 8);
  whole.set(file.subarray(8 + length), 8 + text.length);
  return whole;
}

const name = "G.linear1.weight";
test.each<readonly [string, () => Promise<Uint8Array>, typeof WeightsError, string]>([
  ["a shape that is larger than its bytes", () => lying((header) => void (header[name].shape = [4096, 3])), SafetensorsError, `${name} is [4096, 3]`],
  ["offsets past the end", () => lying((header) => void (header[name].data_offsets = [0, 1e9])), SafetensorsError, `its offsets say 0 to 1000000000`],
  ["sizes that no file has", () => lying((header) => void (header[name].shape = [2 ** 40, 2 ** 40])), SafetensorsError, name],
  ["a negative size", () => lying((header) => void (header[name].shape = [-4, -3])), SafetensorsError, `the entry of ${name} has no proper shape and offsets`],
  ["not a number", () => weightsWith((of, tensor) => (of === name ? { ...tensor, values: new Float32Array(12).fill(NaN) } : tensor)), WeightsError, `${name} holds NaN`],
  ["a number that no weight can hold", () => weightsWith((of, tensor) => (of === name ? { ...tensor, values: new Float64Array(12).fill(1e300) } : tensor)), WeightsError, `${name} holds 1e+300`],
  ["another model's shape", () => weightsWith((of, tensor) => (of === name ? { shape: [3, 4], values: tensor.values } : tensor)), WeightsError, `${name} is [4, 3] in`],
  ["another model's names", async () => writeSafetensors(new Map([["H.weight", { shape: [1], values: Float32Array.of(1) }]])), WeightsError, `the weights have no ${name}`],
])("a weights file with %s", async (_, file, kind, words) => {
  const bytes = await file();
  const loaded = async (): Promise<unknown> => load(program, { device, weights: readSafetensors(bytes).tensors });
  await expect(loaded()).rejects.toThrow(kind);
  await expect(loaded()).rejects.toThrow(words);
});

test("a file's bytes instead of its tensors: the error says how they are read", async () => {
  const weights = writeSafetensors(new Map()) as unknown as Tensors;
  await expect(load(program, { device, weights })).rejects.toThrow(WeightsError);
  await expect(load(program, { device, weights })).rejects.toThrow("readSafetensors(file).tensors");
});
