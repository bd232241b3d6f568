import { expect, test } from "vitest";
import { tensor } from "../../compiler/library/type.js";
import { networkIn, parametersOf } from "../check/helper.js";
import { programOf } from "../check/checking.js";
import { builtin, call, type Called } from "./call.js";

const stage = (name: string, options: object) => ({ stage: { builtin: builtin(name), options: { ...options } } });
const options = stage("linear", { n: 2, bias: false });
// Singular values 3 and 1, along the axes turned by 45°.
const weight = [2, 1, 1, 2];
const identity = [{ type: tensor([2], true), values: [1, 0, 0, 1] }];

function pass(statistics: { readonly u: readonly number[]; readonly v: readonly number[] }, training: boolean): Called {
  return call("spectral", identity, { batch: 2, options, training, weights: { weight, weight_u: statistics.u, weight_v: statistics.v } });
}

test("passes in training come to the largest singular value", () => {
  let statistics = { u: [0, 0], v: [1, 0.2] };
  let called = pass(statistics, true);
  for (let i = 0; i < 30; i++) {
    statistics = { u: [...called.moved.get("weight_u")!.data], v: [...called.moved.get("weight_v")!.data] };
    called = pass(statistics, true);
  }
  expect(Array.from(called.tensor.data, (value) => value * 3)).toEqual(weight.map((value) => expect.closeTo(value, 9)));
  const [found] = statistics.u;
  expect(found).toBeCloseTo(Math.SQRT1_2, 9);
});

test("after training nothing moves, and the estimate is uᵀ W v", () => {
  const { tensor: found, moved } = pass({ u: [1, 0], v: [0.6, 0.8] }, false);
  expect(moved.size).toBe(0);
  expect(Array.from(found.data, (value) => value * 2)).toEqual(weight.map((value) => expect.closeTo(value, 9)));
});

test("before any training the estimate is |W v| / |v|, which is never 0 where the weight is not", () => {
  const { tensor: found } = pass({ u: [0, 0], v: [3, -3] }, false);
  expect([...found.data]).toEqual(weight.map((value) => expect.closeTo(value, 9)));
});

test("a wrapped layer has its own name, and no parameter more", () => {
  const program = programOf(`
    data x: [3, 8, 8]
    critic D(x: [3, 8, 8]) -> [1] { x -> spectral(conv(4, 3)) -> conv(4, 3) -> flatten -> spectral(linear(1)) }
    critic E(x: [3, 8, 8]) -> [1] { x -> conv(4, 3) -> conv(4, 3) -> flatten -> linear(1) }
    loss D = mean(D(x)) + mean(E(x))
  `);
  const network = networkIn(program, "D");
  expect(network.weights.map(({ name, spec }) => `${name} ${spec.shape.join("x")} ${spec.role}`)).toEqual([
    "D.conv1.weight 4x3x3x3 weight", "D.conv1.bias 4 weight", "D.conv1.weight_u 4 statistic", "D.conv1.weight_v 27 statistic",
    "D.conv2.weight 4x4x3x3 weight", "D.conv2.bias 4 weight",
    "D.linear1.weight 1x64 weight", "D.linear1.bias 1 weight", "D.linear1.weight_u 1 statistic", "D.linear1.weight_v 64 statistic",
  ]);
  expect(network.stages.map(({ path, text }) => `${path} ${text}`)).toEqual(["D.conv1 spectral(conv(4, 3))", "D.conv2 conv(4, 3)", "D.flatten1 flatten", "D.linear1 spectral(linear(1))"]);
  expect(parametersOf(network)).toBe(parametersOf(networkIn(program, "E")));
});

test("the network's init is that of the wrapped layer's kind", () => {
  const program = programOf("critic D(x: [2]) -> [1] init normal(0, 0.5) { x -> spectral(linear(1)) }");
  expect(networkIn(program, "D").weights[0].initial).toEqual({ kind: "normal", mean: 0, deviation: 0.5 });
});

test("definitions choose to wrap, and pass on sizes", () => {
  const program = programOf(`
    def block(h, n, sn = true) = h -> if sn then spectral(linear(n)) else linear(n)
    critic D(x: [2]) -> [1] { x -> block(3) -> repeat 2 (spectral(linear(4))) -> block(1, sn: false) }
  `);
  expect(networkIn(program, "D").weights.filter(({ spec }) => spec.name === "weight_u").map(({ name }) => name)).toEqual(["D.block1.linear1.weight_u", "D.linear1.weight_u", "D.linear2.weight_u"]);
});
