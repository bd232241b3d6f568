/** `NAME.d.ts`: this model's own types. Its losses, metrics and inputs are known by name, so that a wrong one fails in `tsc`. */

import { IndentationText, Project, type SourceFile } from "ts-morph";
import type { Frozen, Program } from "../../runtime/program.js";
import type { CheckedNetwork, CheckedProgram } from "../check/program.js";
import { type TensorType, type ValueType, showTensor } from "../library/type.js";

export interface TypesOptions {
  /** The runtime's types in full, to stand in the file, so that it imports nothing. */
  readonly standalone?: string;
}

/** What TypeScript needs to know of the runtime. */
const runtimeTypes = ["DataSamples", "Gan", "Given", "LoadOptions", "LoadTrainedOptions", "Program", "Report", "Samples", "TrainOptions", "Trained", "Values"];

export function emitTypes(checked: CheckedProgram, program: Program, { standalone }: TypesOptions = {}): string {
  const project = new Project({ useInMemoryFileSystem: true, manipulationSettings: { indentationText: IndentationText.TwoSpaces } });
  const file = project.createSourceFile("model.d.ts");
  const { frozen = [] } = program;
  if (standalone === undefined) file.addImportDeclaration({ isTypeOnly: true, moduleSpecifier: "ganc/runtime", namedImports: frozen.length > 0 ? [...runtimeTypes, "Tensors"] : runtimeTypes });
  addInputs(file, checked);
  addNumbers(file, "Losses", "Losses, by the name that they have in the source.", checked.losses.map(({ name }) => name));
  addNumbers(file, "Metrics", "Metrics, shown for the draw of the iteration's last step.", checked.metrics.map(({ name }) => name));
  addReport(file);
  addSampleRequest(file, checked, program);
  addNetworks(file, checked, program);
  addModels(file, checked);
  if (frozen.length > 0) addFrozen(file, frozen);
  const options = (kind: string): string => (frozen.length > 0 ? `Omit<${kind}, "frozen"> & { readonly frozen?: FrozenNetworks }` : kind);
  file.addStatements((writer) => {
    writer.writeLine("export declare const program: Program;");
    writer.writeLine(`/** Loads ${checked.name}. Throws NoAdapterError, WeightsError, SafetensorsError, DeviceError. */`);
    writer.writeLine(`export declare function load(options?: ${options("LoadOptions")}): Promise<Model>;`);
    writer.writeLine("export default load;");
    writer.writeLine("/** Loads it to sample: who imports this alone leaves out all the rest. Throws as `load` does. */");
    writer.writeLine(`export declare function loadTrained(options?: ${options("LoadTrainedOptions")}): Promise<TrainedModel>;`);
    if (standalone !== undefined) writer.newLine().write(standalone.trim()).newLine();
  });
  file.formatText();
  return `// Types of ${checked.name}. Written by the compiler: change the source instead.\n${file.getFullText()}`;
}

function addInputs(file: SourceFile, { data, noises }: CheckedProgram): void {
  file.addInterface({
    name: "Data",
    isExported: true,
    docs: ["The real samples that training takes, by name."],
    properties: data.map(({ name, type, range }) => ({ name, type: "DataSamples", isReadonly: true, docs: [`${describe(type)}${range ? `, scaled into [${range.join(", ")}]` : ""}.`] })),
  });
  file.addInterface({
    name: "SampleInputs",
    isExported: true,
    docs: ["What can be given to sampling instead of a draw: a number for all samples, or the values of all of them."],
    properties: [...noises, ...data].map(({ name, type }) => ({ name, type: "Given", isReadonly: true, hasQuestionToken: true, docs: [`${describe(type)}, for each sample.`] })),
  });
}

function addNumbers(file: SourceFile, name: string, doc: string, names: readonly string[]): void {
  file.addInterface({ name, isExported: true, docs: [doc], properties: names.map((property) => ({ name: property, type: "number", isReadonly: true })) });
}

function addReport(file: SourceFile): void {
  file.addInterface({
    name: "ModelReport",
    isExported: true,
    extends: ['Omit<Report, "loss" | "metric">'],
    properties: [
      { name: "loss", type: "Losses", isReadonly: true },
      { name: "metric", type: "Metrics", isReadonly: true },
    ],
  });
}

/** Inputs stand beside what else is asked for, but for those that are called as that is. */
function addSampleRequest(file: SourceFile, { data, noises }: CheckedProgram, program: Program): void {
  const taken = ["name", "seed", "inputs"].filter((name) => [...noises, ...data].some((input) => input.name === name));
  const names = program.samples.map(({ name }) => JSON.stringify(name)).join(" | ") || "never";
  file.addInterface({
    name: "ModelSampleRequest",
    isExported: true,
    extends: [taken.length === 0 ? "SampleInputs" : `Omit<SampleInputs, ${taken.map((name) => JSON.stringify(name)).join(" | ")}>`],
    docs: ["Inputs by name, and what is made."],
    properties: [
      { name: "name", type: names, isReadonly: true, hasQuestionToken: true, docs: [`Which sample: ${program.samples[0]?.name ?? "there is none"} if left out.`] },
      { name: "seed", type: "number", isReadonly: true, hasQuestionToken: true, docs: ["Of the noise that is drawn; 0 if left out."] },
      { name: "inputs", type: "SampleInputs", isReadonly: true, hasQuestionToken: true, docs: ["For inputs that are called `name`, `seed` or `inputs` themselves."] },
    ],
  });
}

function addNetworks(file: SourceFile, { networks }: CheckedProgram, program: Program): void {
  file.addInterface({
    name: "Networks",
    isExported: true,
    docs: ["The networks as they are after training (running statistics, no dropout), on the values of any number of samples, one after the other. Each throws a DataError."],
    methods: program.networks.map(({ name, parameters, graph }) => {
      const declared = networks.find((network) => network.name === name);
      const outputs = graph.outputs.map((output) => ({ field: output.name.slice(name.length + 1), type: `Values<[${output.shape.slice(1).map((dim) => (dim === "B" ? "number" : dim)).join(", ")}]>` }));
      const returned = outputs.length === 1 && outputs[0].field === "" ? outputs[0].type : `{ ${outputs.map(({ field, type }) => `readonly ${field}: ${type}`).join("; ")} }`;
      const about = declared ? describeNetwork(declared) : `${name}, a running average`;
      return {
        name,
        parameters: parameters.map((parameter) => ({ name: parameter.name, type: "Given" })),
        returnType: `Promise<${returned}>`,
        docs: [[`${about}.`, ...parameters.map((parameter) => `@param ${parameter.name} ${describe(parameter)}, for each sample`)].join("\n")],
      };
    }),
  });
}

function addModels(file: SourceFile, checked: CheckedProgram): void {
  const shape = checked.samples[0] && showSamples(checked.samples[0].term.type);
  const sample = {
    name: "sample",
    parameters: [{ name: "count", type: "number" }, { name: "request", type: "ModelSampleRequest", hasQuestionToken: true }],
    returnType: "Promise<Samples>",
    docs: [`Samples${shape ? `, each ${shape}` : ""}, f32 in the data's own range.`],
  };
  file.addInterface({
    name: "Model",
    isExported: true,
    extends: ['Omit<Gan, "train" | "sample" | "metrics" | "networks">'],
    docs: [[`${checked.name}.`, ...checked.networks.map((network) => `- ${describeNetwork(network)}`)].join("\n")],
    properties: [{ name: "networks", type: "Networks", isReadonly: true }, { name: "metrics", type: "Partial<Metrics>", isReadonly: true, docs: ["As the last report had them; empty before the first."] }],
    methods: [{ name: "train", parameters: [{ name: "data", type: "Data" }, { name: "options", type: "TrainOptions", hasQuestionToken: true }], returnType: "AsyncGenerator<ModelReport, void, undefined>", docs: ["Trains while it is iterated over."] }, sample],
  });
  file.addInterface({ name: "TrainedModel", isExported: true, extends: ['Omit<Trained, "sample">'], docs: [`${checked.name}, which is only sampled any more.`], methods: [sample] });
}

/** Nobody else starts the weights of a frozen network, so its name is known. */
function addFrozen(file: SourceFile, frozen: readonly Frozen[]): void {
  file.addInterface({
    name: "FrozenNetworks",
    isExported: true,
    docs: ["The weights of frozen networks: a safetensors file, or tensors by name."],
    properties: frozen.map(({ network, file: path }) => ({ name: network, type: "Uint8Array | Tensors", isReadonly: true, hasQuestionToken: true, docs: [`In the source ${path}; left out where the weights of a run have them too.`] })),
  });
}

function describe(type: Pick<TensorType, "classes" | "shape">): string {
  return type.classes === undefined ? `[${type.shape.join(", ")}]` : `A label of 0 to ${type.classes - 1}`;
}

function showSamples(type: ValueType): string | undefined {
  return type.kind === "tensor" ? showTensor(type) : undefined;
}

function describeNetwork({ name, word, frozen, parameters, output, weights }: CheckedNetwork): string {
  const takes = parameters.map((parameter) => `${parameter.name}: ${showTensor(parameter.type)}`).join(", ");
  const gives = output.kind === "tensor" ? showTensor(output) : `(${output.fields.map((field) => `${field.name}: ${showTensor(field.type)}`).join(", ")})`;
  const count = weights.filter(({ spec }) => spec.role === "weight").reduce((sum, { spec }) => sum + spec.shape.reduce((a, b) => a * b, 1), 0);
  return `${frozen ? "frozen " : ""}${word} ${name}(${takes}) → ${gives}, ${count.toLocaleString("en")} parameters`;
}
