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
const runtimeTypes = ["DataSamples", "Gan", "LoadOptions", "Program", "Report", "SampleOptions", "Samples", "TrainOptions"];

export function emitTypes(checked: CheckedProgram, program: Program, { standalone }: TypesOptions = {}): string {
  const project = new Project({ useInMemoryFileSystem: true, manipulationSettings: { indentationText: IndentationText.TwoSpaces } });
  const file = project.createSourceFile("model.d.ts");
  const { frozen = [] } = program;
  if (standalone === undefined) file.addImportDeclaration({ isTypeOnly: true, moduleSpecifier: "ganc/runtime", namedImports: frozen.length > 0 ? [...runtimeTypes, "Tensors"] : runtimeTypes });
  addInputs(file, checked);
  addNumbers(file, "Losses", "Losses, by the name that they have in the source.", checked.losses.map(({ name }) => name));
  addNumbers(file, "Metrics", "Metrics, shown for the draw of the iteration's last step.", checked.metrics.map(({ name }) => name));
  addReport(file);
  addModel(file, checked, program);
  if (frozen.length > 0) addFrozen(file, frozen);
  file.addStatements((writer) => {
    writer.writeLine("export declare const program: Program;");
    writer.writeLine(`/** Loads ${checked.name}. Throws NoAdapterError, WeightsError, SafetensorsError, DeviceError. */`);
    writer.writeLine(`export declare function load(options?: ${frozen.length > 0 ? "ModelOptions" : "LoadOptions"}): Promise<Model>;`);
    writer.writeLine("export default load;");
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
    properties: [...noises, ...data].map(({ name, type }) => ({ name, type: "number | ArrayLike<number>", isReadonly: true, hasQuestionToken: true, docs: [`${describe(type)}, for each sample.`] })),
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

function addModel(file: SourceFile, checked: CheckedProgram, program: Program): void {
  const names = program.samples.map(({ name }) => JSON.stringify(name)).join(" | ") || "never";
  const shape = checked.samples[0] && showSamples(checked.samples[0].term.type);
  file.addInterface({
    name: "Model",
    isExported: true,
    extends: ['Omit<Gan, "train" | "sample">'],
    docs: [[`${checked.name}.`, ...checked.networks.map((network) => `- ${describeNetwork(network)}`)].join("\n")],
    methods: [
      { name: "train", parameters: [{ name: "data", type: "Data" }, { name: "options", type: "TrainOptions", hasQuestionToken: true }], returnType: "AsyncGenerator<ModelReport, void, undefined>", docs: ["Trains while it is iterated over."] },
      {
        name: "sample",
        parameters: [
          { name: "count", type: "number" },
          { name: "options", type: `Omit<SampleOptions, "name" | "inputs"> & { readonly name?: ${names}; readonly inputs?: SampleInputs }`, hasQuestionToken: true },
        ],
        returnType: "Promise<Samples>",
        docs: [`Samples${shape ? `, each ${shape}` : ""}, f32 in the data's own range.`],
      },
    ],
  });
}

/** Nobody else starts the weights of a frozen network, so its name is known. */
function addFrozen(file: SourceFile, frozen: readonly Frozen[]): void {
  file.addInterface({
    name: "FrozenNetworks",
    isExported: true,
    docs: ["The weights of frozen networks: a safetensors file, or tensors by name."],
    properties: frozen.map(({ network, file: path }) => ({ name: network, type: "Uint8Array | Tensors", isReadonly: true, hasQuestionToken: true, docs: [`In the source ${path}; left out where the weights of a run have them too.`] })),
  });
  file.addInterface({
    name: "ModelOptions",
    isExported: true,
    extends: ['Omit<LoadOptions, "frozen">'],
    properties: [{ name: "frozen", type: "FrozenNetworks", isReadonly: true, hasQuestionToken: true }],
  });
}

function describe(type: TensorType): string {
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
