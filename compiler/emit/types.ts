/** `NAME.d.ts`: this model's own types. Its losses, metrics and inputs are known by name, so that a wrong one fails in `tsc`. */

import type { Frozen, Program } from "../../runtime/program.js";
import type { CheckedNetwork, CheckedProgram } from "../check/program.js";
import { type TensorType, type ValueType, showTensor } from "../library/type.js";
import { type Interface, docLines, interfaceText } from "./declarations.js";

export interface TypesOptions {
  /** The runtime's types in full, to stand in the file, so that it imports nothing. */
  readonly standalone?: string;
}

/** What TypeScript needs to know of the runtime. */
const runtimeTypes = ["DataSamples", "Gan", "Given", "LoadOptions", "LoadTrainedOptions", "Program", "Report", "Samples", "TrainOptions", "Trained", "Values"];

export function emitTypes(checked: CheckedProgram, program: Program, { standalone }: TypesOptions = {}): string {
  const { frozen = [] } = program;
  const imported = frozen.length > 0 ? [...runtimeTypes, "Tensors"] : runtimeTypes;
  const interfaces = [
    dataOf(checked),
    inputsOf(checked),
    numbers("Losses", "Losses, by the name that they have in the source.", checked.losses),
    numbers("Metrics", "Metrics, shown for the draw of the iteration's last step.", checked.metrics),
    report,
    requestOf(checked, program),
    networksOf(checked, program),
    ...modelsOf(checked),
    ...(frozen.length > 0 ? [frozenOf(frozen)] : []),
  ];
  const options = (kind: string): string => (frozen.length > 0 ? `Omit<${kind}, "frozen"> & { readonly frozen?: FrozenNetworks }` : kind);
  const functions = [
    "export declare const program: Program;",
    ...docLines(`Loads ${checked.name}. Throws NoAdapterError, WeightsError, SafetensorsError, DeviceError.`),
    `export declare function load(options?: ${options("LoadOptions")}): Promise<Model>;`,
    "export default load;",
    ...docLines("Loads it to sample: who imports this alone leaves out all the rest. Throws as `load` does."),
    `export declare function loadTrained(options?: ${options("LoadTrainedOptions")}): Promise<TrainedModel>;`,
  ];
  const parts = [
    ...(standalone === undefined ? [`import type { ${imported.join(", ")} } from "ganc/runtime";`] : []),
    ...interfaces.map(interfaceText),
    functions.join("\n"),
    ...(standalone === undefined ? [] : [standalone.trim()]),
  ];
  return `// Types of ${checked.name}. Written by the compiler: change the source instead.\n${parts.join("\n\n")}\n`;
}

function dataOf({ data }: CheckedProgram): Interface {
  return {
    name: "Data",
    doc: "The real samples that training takes, by name.",
    properties: data.map(({ name, type, range }) => ({ name, type: "DataSamples", doc: `${describe(type)}${range ? `, scaled into [${range.join(", ")}]` : ""}.` })),
  };
}

function inputsOf({ data, noises }: CheckedProgram): Interface {
  return {
    name: "SampleInputs",
    doc: "What can be given to sampling instead of a draw: a number for all samples, or the values of all of them.",
    properties: [...noises, ...data].map(({ name, type }) => ({ name, type: "Given", optional: true, doc: `${describe(type)}, for each sample.` })),
  };
}

function numbers(name: string, doc: string, named: readonly { readonly name: string }[]): Interface {
  return { name, doc, properties: named.map((property) => ({ name: property.name, type: "number" })) };
}

const report: Interface = {
  name: "ModelReport",
  extends: 'Omit<Report, "loss" | "metric">',
  properties: [
    { name: "loss", type: "Losses" },
    { name: "metric", type: "Metrics" },
  ],
};

/** Inputs stand beside what else is asked for, but for those that are called as that is. */
function requestOf({ data, noises }: CheckedProgram, { samples }: Program): Interface {
  const taken = ["name", "seed", "inputs"].filter((name) => [...noises, ...data].some((input) => input.name === name));
  return {
    name: "ModelSampleRequest",
    extends: taken.length === 0 ? "SampleInputs" : `Omit<SampleInputs, ${taken.map((name) => JSON.stringify(name)).join(" | ")}>`,
    doc: "Inputs by name, and what is made.",
    properties: [
      { name: "name", type: samples.map(({ name }) => JSON.stringify(name)).join(" | ") || "never", optional: true, doc: `Which sample: ${samples[0]?.name ?? "there is none"} if left out.` },
      { name: "seed", type: "number", optional: true, doc: "Of the noise that is drawn; 0 if left out." },
      { name: "inputs", type: "SampleInputs", optional: true, doc: "For inputs that are called `name`, `seed` or `inputs` themselves." },
    ],
  };
}

function networksOf({ networks }: CheckedProgram, program: Program): Interface {
  return {
    name: "Networks",
    doc: "The networks as they are after training (running statistics, no dropout), on the values of any number of samples, one after the other. Each throws a DataError.",
    methods: program.networks.map(({ name, parameters, graph }) => {
      const declared = networks.find((network) => network.name === name);
      const outputs = graph.outputs.map((output) => ({ field: output.name.slice(name.length + 1), type: `Values<[${output.shape.slice(1).map((dim) => (dim === "B" ? "number" : dim)).join(", ")}]>` }));
      const returned = outputs.length === 1 && outputs[0].field === "" ? outputs[0].type : `{ ${outputs.map(({ field, type }) => `readonly ${field}: ${type}`).join("; ")} }`;
      const about = declared ? describeNetwork(declared) : `${name}, a running average`;
      return {
        name,
        parameters: parameters.map((parameter) => ({ name: parameter.name, type: "Given" })),
        returns: `Promise<${returned}>`,
        doc: [`${about}.`, ...parameters.map((parameter) => `@param ${parameter.name} ${describe(parameter)}, for each sample`)].join("\n"),
      };
    }),
  };
}

function modelsOf({ name, networks, samples }: CheckedProgram): Interface[] {
  const shape = samples[0] && showSamples(samples[0].term.type);
  const sample = {
    name: "sample",
    parameters: [
      { name: "count", type: "number" },
      { name: "request", type: "ModelSampleRequest", optional: true },
    ],
    returns: "Promise<Samples>",
    doc: `Samples${shape ? `, each ${shape}` : ""}, f32 in the data's own range.`,
  };
  const train = {
    name: "train",
    parameters: [
      { name: "data", type: "Data" },
      { name: "options", type: "TrainOptions", optional: true },
    ],
    returns: "AsyncGenerator<ModelReport, void, undefined>",
    doc: "Trains while it is iterated over.",
  };
  return [
    {
      name: "Model",
      extends: 'Omit<Gan, "train" | "sample" | "metrics" | "networks">',
      doc: [`${name}.`, ...networks.map((network) => `- ${describeNetwork(network)}`)].join("\n"),
      properties: [
        { name: "networks", type: "Networks" },
        { name: "metrics", type: "Partial<Metrics>", doc: "As the last report had them; empty before the first." },
      ],
      methods: [train, sample],
    },
    { name: "TrainedModel", extends: 'Omit<Trained, "sample">', doc: `${name}, which is only sampled any more.`, methods: [sample] },
  ];
}

/** Nobody else starts the weights of a frozen network, so its name is known. */
function frozenOf(frozen: readonly Frozen[]): Interface {
  return {
    name: "FrozenNetworks",
    doc: "The weights of frozen networks, by name.",
    properties: frozen.map(({ network, file: path }) => ({ name: network, type: "Tensors", optional: true, doc: `In the source ${path}; left out where the weights of a run have them too.` })),
  };
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
  return `${frozen ? "frozen " : ""}${word} ${name}(${takes}) → ${gives}, ${String(count).replace(/\B(?=(?:\d{3})+$)/g, ",")} parameters`;
}
