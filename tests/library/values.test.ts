import { describe, expect, test } from "vitest";
import { tensor, type TensorType } from "../../compiler/library/type.js";
import { call } from "./call.js";

const label = (classes: number): TensorType => ({ kind: "tensor", dtype: "i32", shape: [], batched: true, classes });
const numbers = (data: Iterable<number>): number[] => [...data].map((value) => Math.round(value * 1e9) / 1e9);

describe("dropout", () => {
  const values = Array.from({ length: 4000 }, (_, i) => 1 + i);
  const given = [{ type: tensor([1000], true), values }];

  test("drops a share p and scales the rest while training", () => {
    const { data } = call("dropout", given, { batch: 4, options: { p: 0.25 } }).tensor;
    const dropped = data.filter((value) => value === 0).length;
    expect(Math.abs(dropped / 4000 - 0.25)).toBeLessThan(0.03);
    data.forEach((value, i) => expect(value === 0 || Math.abs(value - values[i] / 0.75) < 1e-9).toBe(true));
  });

  test("is the identity after training", () => {
    expect([...call("dropout", given, { batch: 4, options: { p: 0.25 }, training: false }).tensor.data]).toEqual(values);
  });

  test("of two dimensions drops whole channels", () => {
    const pictures = [{ type: tensor([50, 2, 2], true), values: Array.from({ length: 800 }, () => 1) }];
    const { data } = call("dropout2d", pictures, { batch: 4, options: { p: 0.5 } }).tensor;
    for (let channel = 0; channel < 200; channel++) expect(new Set(data.slice(4 * channel, 4 * channel + 4)).size).toBe(1);
    expect(new Set(data).size).toBe(2);
  });
});

test("gaussian_noise has the deviation that was asked for, and is silent after training", () => {
  const given = [
    { type: tensor([2000], true), values: new Array<number>(4000).fill(3) },
    { type: tensor([], false), values: [0.5] },
  ];
  const { data } = call("gaussian_noise", given, { batch: 2 }).tensor;
  const mean = data.reduce((a, b) => a + b) / data.length;
  const deviation = Math.sqrt(data.reduce((a, b) => a + (b - mean) ** 2, 0) / data.length);
  expect(mean).toBeCloseTo(3, 1);
  expect(deviation).toBeCloseTo(0.5, 1);
  expect([...call("gaussian_noise", given, { batch: 2, training: false }).tensor.data]).toEqual(given[0].values);
});

describe("batch_norm", () => {
  const weights = { weight: [1, 1], bias: [0, 0], running_mean: [1, 2], running_var: [3, 4] };
  const given = [{ type: tensor([2], true), values: [1, 10, 3, 20] }];

  test("moves the running mean, and the running variance by the unbiased one", () => {
    const { moved } = call("batch_norm", given, { batch: 2, weights });
    expect(numbers(moved.get("running_mean")!.data)).toEqual(numbers([0.9 * 1 + 0.1 * 2, 0.9 * 2 + 0.1 * 15]));
    expect(numbers(moved.get("running_var")!.data)).toEqual(numbers([0.9 * 3 + 0.1 * 2, 0.9 * 4 + 0.1 * 50]));
  });

  test("takes the running statistics after training, and moves nothing", () => {
    const { tensor: found, moved } = call("batch_norm", given, { batch: 2, weights, training: false, options: { eps: 1 } });
    expect(moved.size).toBe(0);
    expect(numbers(found.data)).toEqual(numbers([0, (10 - 2) / Math.sqrt(5), (3 - 1) / 2, (20 - 2) / Math.sqrt(5)]));
  });

  test("of a batch of one gives no NaN", () => {
    const { tensor: found, moved } = call("batch_norm", [{ type: tensor([2], true), values: [5, 6] }], { batch: 1, weights });
    expect(numbers(found.data)).toEqual([0, 0]);
    expect(numbers(moved.get("running_var")!.data)).toEqual([2.7, 3.6]);
  });
});

describe("labels", () => {
  test("one_hot of a class", () => {
    expect([...call("one_hot", [{ type: label(3), values: [2, 0] }], { batch: 2 }).tensor.data]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test("one_hot of a number, like something else", () => {
    const given = [{ type: tensor([], false), values: [1] }, { type: tensor([3], true), values: [0, 0, 0, 0, 0, 0] }];
    expect([...call("one_hot", given, { batch: 2 }).tensor.data]).toEqual([0, 1, 0]);
  });

  test("a class is its number in arithmetic", () => {
    const given = [{ type: label(5), values: [4, 2] }, { type: tensor([], false), values: [0.5] }];
    expect([...call("mul", given, { batch: 2 }).tensor.data]).toEqual([2, 1]);
  });
});

describe("the batch as an axis", () => {
  const batch = { type: tensor([2], true), values: [1, 2, 3, 4, 5, 6] };

  test("a Gram matrix has a row for each sample", () => {
    const transposed = { type: tensor([2, "B"], false), values: [1, 3, 5, 2, 4, 6] };
    const { tensor: found } = call("matmul", [batch, transposed], { batch: 3 });
    expect(found.shape).toEqual([3, 3]);
    expect([...found.data]).toEqual([5, 11, 17, 11, 25, 39, 17, 39, 61]);
  });

  test("samples that a Gram matrix has along its rows are no batch: what is left of them is matched with the rows", () => {
    const transposed = { type: tensor([2, "B"], false), values: [1, 3, 5, 2, 4, 6] };
    const gram = call("matmul", [batch, transposed], { batch: 3 });
    const centre = call("mean", [{ type: tensor(["B"], true), values: [...gram.tensor.data] }], { batch: 3, options: { over: "batch" } });
    expect(centre.type).toEqual(tensor(["B"], false));
    expect(call("sum", [transposed], { batch: 3, options: { over: [0] } }).type).toEqual(tensor(["B"], false));
    const centred = call("sub", [{ type: tensor(["B"], true), values: [...gram.tensor.data] }, { type: centre.type, values: [...centre.tensor.data] }], { batch: 3 });
    expect(numbers(centred.tensor.data)).toEqual([-6, -14, -22, 0, 0, 0, 6, 14, 22]);
    expect(call("matmul", [{ type: tensor([2], false), values: [1, 1] }, transposed], { batch: 3 }).type).toEqual(tensor(["B"], false));
  });

  test("a mean over it is one for all samples, at any batch size", () => {
    expect([...call("mean", [batch], { batch: 3, options: { over: "batch" } }).tensor.data]).toEqual([3, 4]);
    expect([...call("mean", [{ ...batch, values: [1, 2] }], { batch: 1, options: { over: "batch" } }).tensor.data]).toEqual([1, 2]);
  });
});

test("min and max of one value reduce, of two compare", () => {
  const value = { type: tensor([3], true), values: [1, -5, 3, 4, 0, 2] };
  expect([...call("max", [value], { batch: 2, options: { over: "sample" } }).tensor.data]).toEqual([3, 4]);
  expect([...call("min", [value], { batch: 2 }).tensor.data]).toEqual([-5]);
  expect([...call("min", [value, { type: tensor([], false), values: [1] }], { batch: 2 }).tensor.data]).toEqual([1, -5, 1, 1, 0, 1]);
});

test("logsumexp and softmax stand large values", () => {
  const value = { type: tensor([2], true), values: [1000, 1000, -1000, 0] };
  expect(numbers(call("logsumexp", [value], { batch: 2 }).tensor.data)).toEqual([1000.693147181, 0]);
  expect(numbers(call("softmax", [value], { batch: 2 }).tensor.data)).toEqual([0.5, 0.5, 0, 1]);
});

test("minibatch_std adds one channel of one number", () => {
  const { tensor: found } = call("minibatch_std", [{ type: tensor([1, 1, 2], true), values: [1, 2, 3, 6] }], { batch: 2 });
  expect(found.shape).toEqual([2, 2, 1, 2]);
  // Deviations over the batch are 1 and 2.
  expect([...found.data].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([1, 2, 1.5, 1.5, 3, 6, 1.5, 1.5]);
});

test("rows and cols are the coordinates of pixels", () => {
  const picture = { type: tensor([1, 2, 3], true), values: [0, 0, 0, 0, 0, 0] };
  expect([...call("rows", [picture], { batch: 1 }).tensor.data]).toEqual([0, 0, 0, 1, 1, 1]);
  expect([...call("cols", [picture], { batch: 1 }).tensor.data]).toEqual([0, 1, 2, 0, 1, 2]);
});

test("pad by nothing is the identity, in every mode", () => {
  const given = [{ type: tensor([1, 2, 2], true), values: [1, 2, 3, 4] }];
  for (const mode of ["zero", "reflect", "replicate"]) expect([...call("pad", given, { batch: 1, options: { p: 0, mode } }).tensor.data]).toEqual([1, 2, 3, 4]);
});
