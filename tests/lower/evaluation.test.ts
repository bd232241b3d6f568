import { expect, test } from "vitest";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import { interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { verify } from "../../compiler/ir/verify.js";
import { type EvaluationRequest, EvaluationRequestError, lowerEvaluation } from "../../compiler/lower/evaluation.js";
import { apply, callOf, data, dataDeclaration, loss, named, network, number, parameter, program, step, update } from "./terms.js";

// y = w · x, loss = Σ y² over a batch of two.
const x = parameter("x", [2]);
const N = network("N", [x], apply("linear", [x], { n: 1, bias: false }, "N.linear1"));
const y = callOf(N, data("x", [2]));
const squares = loss("N", ["N"], apply("sum", [apply("mul", [y, y])]));
const unstepped = loss("M", ["N"], apply("sum", [y]));
const of = program({
  data: [dataDeclaration("x", [2])],
  networks: [N],
  losses: [squares, unstepped],
  metrics: [named("largest", apply("max", [y]))],
  values: [named("y", y)],
  statements: [step(update(squares, "sgd", { lr: number(0.5) }))],
});

function evaluated(request: EvaluationRequest): ReadonlyMap<string, readonly number[]> {
  return interning(() => {
    const { graphs } = lowerEvaluation(of, request);
    graphs.forEach(verify);
    const slots = new Map<string, Tensor>([["N.linear1.weight", { shape: [1, 2], data: Float64Array.of(1, 2) }]]);
    const given = new Map<string, Tensor>([["x", { shape: [2, 2], data: Float64Array.of(1, 1, -1, 2) }]]);
    const { outputs } = runGraph(graphs[0], { slots, data: given }, 2);
    return new Map([...outputs].map(([name, { data: found }]) => [name, [...found]]));
  });
}

test("values by name, losses by either of their names", () => {
  const found = evaluated({ values: ["y", "largest", "loss.N", "lossN"] });
  expect(Object.fromEntries(found)).toEqual({ "value.y": [3, 3], "value.largest": [3], "value.loss.N": [18], "value.lossN": [18] });
});

test("gradients of a loss over its weights, by parameter", () => {
  expect(Object.fromEntries(evaluated({ values: [], gradsOf: "N" }))).toEqual({ "gradient.N.linear1.weight": [0, 18] });
});

test("weights after a step", () => {
  expect(Object.fromEntries(evaluated({ values: [], stepOf: "N" }))).toEqual({ "weight.N.linear1.weight": [1, -7] });
});

test.each([
  [{ values: ["yy"] }, "no value yy; it has loss.N, loss.M, largest, y"],
  [{ values: [], gradsOf: "G" }, "no loss G; it has N, M"],
  [{ values: [], stepOf: "M" }, "no step M"],
] as const)("what isn't there is refused: %j", (request, words) => {
  expect(() => evaluated(request)).toThrow(EvaluationRequestError);
  expect(() => evaluated(request)).toThrow(words);
});
