import type { CheckedProgram } from "../../compiler/check/program.js";
import { compileLowered } from "../../compiler/backend.js";
import { runGraph as runReference } from "../../compiler/evaluate/evaluate.js";
import { rootsOf } from "../../compiler/ir/graph.js";
import { interning, reachable } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { lowerEvaluation } from "../../compiler/lower/evaluation.js";
import type { LoweredProgram } from "../../compiler/lower/program.js";
import { isData, sourceName } from "../../compiler/ops/index.js";
import { lowerDraw } from "../../compiler/lower/sampling.js";
import { isLabel } from "../../runtime/given.js";
import { elementsOf, initialValues } from "../../runtime/initial.js";
import { requestDevice, targetFor } from "../../runtime/node/adapter.js";
import type { DataInput, NoiseInput, Slot } from "../../runtime/program.js";
import { runGraph } from "../../runtime/run-graph.js";
import { type NamedTensor, readSafetensors, writeSafetensors } from "../../runtime/safetensors.js";
import { type Command, type Input, UsageError } from "../command.js";
import { SourceProblem, readBytes, writeWhole } from "../files.js";
import { frozenOption, readFrozen } from "../frozen.js";
import { checkFile } from "../source.js";
import { adapterOf } from "../training.js";

export const evaluate: Command = {
  name: "eval",
  usage: "FILE --weights W.safetensors --inputs I.safetensors --values loss.D",
  summary: "One draw, looked at: values, gradients, the weights after a step. What is not given is drawn.",
  example: "ganc eval wgan_gp.gan --weights w.safetensors --inputs i.safetensors --values lossD,slope --grads D -o out.safetensors",
  options: {
    weights: { value: "FILE", about: "weights and statistics, by parameter name" },
    frozen: frozenOption,
    inputs: { value: "FILE", about: "data and noise, by name, the batch first" },
    values: { value: "NAMES", about: "losses (loss.D), lets, metrics, with commas between" },
    grads: { value: "LOSS", about: "gradients of a loss over its weights, by parameter name" },
    step: { value: "LOSS", about: "the weights after one step of a loss" },
    backend: { value: "KIND", about: "gpu or reference (gpu)" },
    seed: { value: "N", about: "of what is drawn (0)" },
    set: { value: "NAME=NUMBER", about: "another value for a hyper" },
    out: { value: "FILE", short: "o", about: "a safetensors file" },
    adapter: { value: "KIND", about: "auto, gpu, lavapipe or swiftshader" },
    json: { about: "one JSON value: shapes and numbers by name" },
  },
  takes: [1, 1],
  async run(input) {
    const backend = input.text("backend") ?? "gpu";
    if (backend !== "gpu" && backend !== "reference") throw new UsageError(`--backend takes gpu or reference, and it is ${backend}`);
    const request = { values: (input.text("values") ?? "").split(",").filter((name) => name !== ""), gradsOf: input.text("grads"), stepOf: input.text("step") };
    if (request.values.length === 0 && !request.gradsOf && !request.stepOf) throw new UsageError("nothing is asked for: --values, --grads or --step");
    const checked = checkFile(input.words[0], input.settings());
    const lowered = interning(() => lowerEvaluation(checked, request));
    const given = readGiven(checked, lowered, input);
    const outputs = backend === "reference" ? onReference(lowered, given) : await onDevice(checked, request, given, input);
    const named = new Map([...outputs].map(([name, tensor]) => [nameOf(name, request.gradsOf !== undefined && request.stepOf !== undefined), tensor]));
    return tell(named, input);
  },
};

/** Gradients have their parameters' names, and so have the weights after a step: asked for together, gradients say what they are. */
function nameOf(output: string, both: boolean): string {
  const [, kind, name] = /^(value|gradient|weight)\.(.*)$/.exec(output)!;
  return kind === "gradient" && both ? `grad.${name}` : name;
}

interface Given {
  readonly batch: number;
  readonly slots: Map<string, Float64Array>;
  readonly inputs: Map<string, Float64Array>;
}

function readGiven(checked: CheckedProgram, lowered: LoweredProgram, input: Input): Given {
  const seed = input.whole("seed", 0) ?? 0;
  const weights = tensorsOf(input.text("weights"));
  for (const given of frozenFor(checked, lowered, input, weights).values()) for (const [name, tensor] of given) weights.set(name, tensor);
  const inputs = tensorsOf(input.text("inputs"));
  const batches = lowered.inputs.flatMap(({ name, kind }) => (kind !== "control" && inputs.has(name) ? [inputs.get(name)!.shape[0] ?? 1] : []));
  if (new Set(batches).size > 1) throw new SourceProblem(`the inputs are of different batches: ${[...new Set(batches)].join(", ")}`);
  const batch = batches[0] ?? lowered.batch;
  for (const name of inputs.keys()) if (!lowered.inputs.some((one) => one.name === name)) throw new SourceProblem(`${checked.name} has no input ${name}; it has ${lowered.inputs.filter(({ kind }) => kind !== "control").map((one) => one.name).join(", ")}`);
  for (const name of weights.keys()) if (!lowered.slots.some((slot) => slot.name === name)) throw new SourceProblem(`${checked.name} has no parameter ${name}`);
  const slots = new Map<string, Float64Array>();
  lowered.slots.forEach(({ name, type, role, initial, network }, place) => {
    const shape = type.shape.map(Number);
    const tensor = weights.get(name);
    if (tensor) expectShape(name, tensor.shape, shape);
    slots.set(name, tensor ? Float64Array.from(tensor.values) : firstValues({ name, role, network, dtype: type.dtype, shape, offset: 0, initial }, place, seed));
  });
  return { batch, slots, inputs: readInputs(checked, lowered, inputs, batch, seed) };
}

/** As training starts them, but a number of the source as it is written: the reference computes in float64. */
function firstValues(slot: Slot, place: number, seed: number): Float64Array {
  const { initial, shape } = slot;
  return initial.kind === "constant" ? new Float64Array(elementsOf(shape)).fill(initial.value) : Float64Array.from(initialValues(slot, place, seed));
}

function frozenFor({ name }: CheckedProgram, { frozen, slots }: LoweredProgram, input: Input, weights: ReadonlyMap<string, NamedTensor>): ReadonlyMap<string, ReadonlyMap<string, NamedTensor>> {
  const described = slots.map((slot) => ({ name: slot.name, network: slot.network, shape: slot.type.shape.map(Number) }));
  return readFrozen({ name, frozen, slots: described }, input, input.words[0], weights);
}

function tensorsOf(path: string | undefined): Map<string, NamedTensor> {
  return path === undefined ? new Map() : readSafetensors(readBytes(path)).tensors;
}

function expectShape(name: string, found: readonly number[], wanted: readonly number[]): void {
  if (found.join() !== wanted.join()) throw new SourceProblem(`${name} is [${wanted.join(", ")}] in the program and [${found.join(", ")}] in the file`);
}

/** As training refuses them. */
function expectLabels({ name, classes }: DataInput | NoiseInput, { values }: NamedTensor): void {
  const wrong = classes === undefined ? -1 : values.findIndex((label: number) => !isLabel(label, classes));
  if (wrong >= 0) throw new SourceProblem(`${name} is class[${classes}], and sample ${wrong} has the label ${values[wrong]}`);
}

/** Noise that is not given is drawn by the reference; data must be given where something reads it. */
function readInputs(checked: CheckedProgram, lowered: LoweredProgram, given: ReadonlyMap<string, NamedTensor>, batch: number, seed: number): Map<string, Float64Array> {
  const inputs = new Map<string, Float64Array>();
  const controls = new Map([["draw.seed", scalar(seed)], ["draw.number", scalar(0)]]);
  const drawn = interning(() => runReference(lowerDraw(checked), { slots: new Map(), data: controls }, batch)).outputs;
  for (const declared of lowered.inputs) {
    const { name, shape, kind } = declared;
    const tensor = given.get(name);
    if (tensor) expectShape(name, tensor.shape, kind === "control" ? [] : [batch, ...shape]);
    if (tensor && kind !== "control") expectLabels(declared, tensor);
    const values = tensor?.values ?? drawn.get(name)?.data ?? controls.get(name)?.data;
    if (values) inputs.set(name, Float64Array.from(values));
  }
  return inputs;
}

function scalar(value: number): Tensor {
  return { shape: [], data: Float64Array.of(value) };
}

type Outputs = Map<string, { readonly shape: readonly number[]; readonly values: Float64Array | Float32Array }>;

function onReference(lowered: LoweredProgram, { batch, slots, inputs }: Given): Outputs {
  const [graph] = lowered.graphs;
  const tensors = (values: ReadonlyMap<string, Float64Array>): Map<string, Tensor> => new Map([...values].map(([name, data]) => [name, { shape: [data.length], data }]));
  demandData(lowered, inputs);
  const { outputs } = runReference(graph, { slots: tensors(slots), data: tensors(inputs) }, batch);
  return new Map([...outputs].map(([name, { shape, data }]) => [name, { shape, values: data }]));
}

async function onDevice(checked: CheckedProgram, request: Parameters<typeof lowerEvaluation>[1], { batch, slots, inputs }: Given, input: Input): Promise<Outputs> {
  const choice = adapterOf(input);
  const adapter = await targetFor(choice);
  const { lowered, program } = interning(() => compileLowered(lowerEvaluation(checked, request), { adapter }));
  demandData(lowered, inputs);
  const { device, label } = await requestDevice(choice);
  process.stderr.write(`${checked.name} on ${label}\n`);
  const { outputs } = await runGraph(device, program, lowered.graphs[0].name, { slots, inputs }, batch);
  return new Map([...outputs].map(([name, { shape, values }]) => [name, { shape, values: Float32Array.from(values) }]));
}

/** What the graph reads must be there; what it doesn't read nobody misses. */
function demandData({ inputs: declared, graphs: [graph] }: LoweredProgram, inputs: ReadonlyMap<string, Float64Array>): void {
  const read = new Set(reachable(rootsOf(graph)).filter(isData).map(sourceName));
  const missing = declared.find(({ name }) => read.has(name) && !inputs.has(name));
  if (missing) throw new SourceProblem(`the data ${missing.name} is needed: give it with --inputs, [batch, ${missing.shape.join(", ")}]`);
}

function tell(outputs: Outputs, input: Input): number {
  const out = input.text("out");
  if (out !== undefined) {
    // What was worked out in float64 is kept in float64.
    writeWhole(out, writeSafetensors(outputs));
    process.stdout.write(`${out}\n`);
  } else if (input.flag("json")) {
    process.stdout.write(`${JSON.stringify(Object.fromEntries([...outputs].map(([name, { shape, values }]) => [name, { shape, values: [...values] }])))}\n`);
  } else {
    for (const [name, { shape, values }] of outputs) {
      const shown = [...values.slice(0, 8)].map((value) => String(Number(value.toPrecision(6)))).join(" ");
      process.stdout.write(`${name} [${shape.join(", ")}] ${shown}${elementsOf(shape) > 8 ? " …" : ""}\n`);
    }
  }
  return 0;
}
