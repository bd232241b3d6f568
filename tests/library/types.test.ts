import { describe, expect, test } from "vitest";
import { Mistake, type Options } from "../../compiler/library/builtin.js";
import { builtins } from "../../compiler/library/index.js";
import { checkCall } from "./call.js";
import { typeOf } from "./type-text.js";

const typed: readonly [name: string, values: string[], options: Options, result: string][] = [
  ["add", ["B 2 3", "3"], {}, "B 2 3"],
  ["add", ["2 1", "B 3"], {}, "B 2 3"],
  ["add", ["", ""], {}, ""],
  ["add", ["class 5", "B 2"], {}, "B 2"],
  ["less", ["B 2", ""], {}, "bool B 2"],
  ["and", ["bool B 2", "bool 2"], {}, "bool B 2"],
  ["where", ["bool B 2", "", "2"], {}, "B 2"],
  ["clamp", ["B 2", "", ""], {}, "B 2"],
  ["sum", ["B 2 3"], {}, ""],
  ["mean", ["B 2 3"], { over: "batch" }, "2 3"],
  ["mean", ["B 2 3"], { over: "sample" }, "B"],
  ["mean", ["B 2 3"], { over: "sample", keep: true }, "B 1 1"],
  ["mean", ["B 2 3"], { over: "batch", keep: true }, "2 3"],
  ["mean", ["B 2 3 4"], { over: "channels" }, "B 3 4"],
  ["mean", ["B 2 3 4"], { over: "space" }, "B 2"],
  ["mean", ["B 2 3 4"], { over: [0, -1] }, "B 3"],
  ["mean", ["B"], { over: "sample" }, "B"],
  ["max", ["B 2", "3 1"], {}, "B 3 2"],
  ["max", ["B 2"], {}, ""],
  ["logsumexp", ["B 2 3"], {}, "B 2"],
  ["softmax", ["B 2 3"], {}, "B 2 3"],
  ["flatten", ["B 2 3"], {}, "B 6"],
  ["flatten", ["B"], {}, "B 1"],
  ["reshape", ["B 6"], { shape: [1, 2, 3] }, "B 1 2 3"],
  ["permute", ["B 2 3"], { axes: [1, 0] }, "B 3 2"],
  ["broadcast", ["B 3 1"], { shape: [2, 3, 4] }, "B 2 3 4"],
  ["concat", ["B 2 3", "4 3"], { axis: 0 }, "B 6 3"],
  ["concat", ["B 2 3", "B 2 1"], { axis: -1 }, "B 2 4"],
  ["slice", ["B 2 5"], { axis: 1, from: 1, to: 4 }, "B 2 3"],
  ["transpose", ["B 4"], {}, "4 B"],
  ["transpose", ["4 B"], {}, "B 4"],
  ["transpose", ["B 2 3"], {}, "B 3 2"],
  ["matmul", ["B 4", "4 B"], {}, "B B"],
  ["matmul", ["B 4", "4 2"], {}, "B 2"],
  ["matmul", ["4 B", "B 3"], {}, "4 3"],
  ["matmul", ["B B", "B 3"], {}, "B 3"],
  ["matmul", ["B 2 3", "B 3 4"], {}, "B 2 4"],
  ["matmul", ["B 2 3", "3"], {}, "B 2"],
  ["matmul", ["2 3", "B 3"], {}, "B 2"],
  ["matmul", ["3", "3"], {}, ""],
  ["matmul", ["B 5 2 3", "B 5 3 4"], {}, "B 5 2 4"],
  ["one_hot", ["class 5"], {}, "B 5"],
  ["one_hot", ["", "B 7"], {}, "7"],
  ["one_hot", ["class 5", "B 7"], {}, "B 7"],
  ["embedding", ["class 5"], { n: 3 }, "B 3"],
  ["linear", ["B 4"], { n: 3 }, "B 3"],
  ["linear", ["B 2 4"], { n: 3 }, "B 2 3"],
  ["gaussian_noise", ["B 4", ""], {}, "B 4"],
  ["param", [], { shape: [2, 3] }, "2 3"],
  ["pixel_shuffle", ["B 8 2 3"], { r: 2 }, "B 2 4 6"],
  ["upsample", ["B 8 2 3"], { factor: 2 }, "B 8 4 6"],
  ["global_avg_pool", ["B 8 2 3"], {}, "B 8"],
  ["pad", ["B 1 4 4"], { p: 2 }, "B 1 8 8"],
  ["pad", ["B 1 4 4"], { p: 0, mode: "reflect" }, "B 1 4 4"],
  ["rows", ["B 1 4 5"], {}, "4 5"],
  ["minibatch_std", ["B 3 4 4"], {}, "B 4 4 4"],
  ["histogram", ["B 2"], { lo: 0, hi: 1, bins: 5 }, "5 5"],
  ["histogram", ["B"], { lo: 0, hi: 1, bins: 5 }, "5"],
  ["wasserstein1", ["5 5", "5 5"], {}, ""],
  ["crop", ["B 1 8 8", "", ""], { h: 4, w: 5 }, "B 1 4 5"],
  ["crop", ["8 8", "", "B"], { h: 4, w: 5 }, "B 4 5"],
  ["crop", ["8 8", "class 3", ""], { h: 8, w: 1 }, "B 8 1"],
  ["cond_batch_norm", ["B 3 4 4", "class 5"], {}, "B 3 4 4"],
  ["cond_batch_norm", ["B 3", "B 7"], {}, "B 3"],
  ["self_attention", ["B 16 4 4"], {}, "B 16 4 4"],
];

test.each(typed)("%s of %j with %j is %s", (name, values, options, result) => {
  const expected = typeOf(result);
  const { type } = checkCall(name, values.map(typeOf), options);
  expect({ shape: type.shape, batched: type.batched, dtype: type.dtype }).toEqual({ shape: expected.shape, batched: expected.batched, dtype: expected.dtype });
});

const mistaken: readonly [name: string, values: string[], options: Options, code: string, words: string][] = [
  ["add", ["B 2", "B 3"], {}, "shape/broadcast", "[2] and [3]"],
  ["add", ["B 2 3", "2"], {}, "shape/broadcast", "[2, 3] and [2]"],
  ["and", ["B 2", "bool B 2"], {}, "type/condition", "and takes a condition"],
  ["where", ["B 2", "", ""], {}, "type/condition", "where takes a condition"],
  ["sum", ["2"], { over: "batch" }, "shape/batch", "[2]"],
  ["sum", ["B"], { over: "channels" }, "shape/axis", "channels"],
  ["sum", ["B 2"], { over: "space" }, "shape/axis", "space"],
  ["sum", ["B 2"], { over: [1] }, "shape/axis", "no axis 1 in [2]"],
  ["sum", ["B 2 3"], { over: [1, -1] }, "shape/axis", "twice"],
  ["reshape", ["B 6"], { shape: [4] }, "shape/reshape", "[4] has 4 elements, and [6] has 6"],
  ["reshape", ["B 6"], { shape: [-6] }, "value/size", "at least 1"],
  ["permute", ["B 2 3"], { axes: [0, 0] }, "shape/axis", "once"],
  ["broadcast", ["B 2"], { shape: [3] }, "shape/broadcast", "[2] does not broadcast to [3]"],
  ["concat", ["B 2 3", "B 2 4"], { axis: 0 }, "shape/concat", "[2, 3] and [2, 4]"],
  ["slice", ["B 5"], { axis: 0, from: 2, to: 6 }, "shape/slice", "2 to 6"],
  ["slice", ["B 5"], { axis: 0, from: 3, to: 3 }, "shape/slice", "3 to 3"],
  ["matmul", ["B 4", "B 4"], {}, "shape/matmul", "[4] by [4]"],
  ["matmul", ["B 2 3", "B 4 2"], {}, "shape/matmul", "[2, 3] by [4, 2]"],
  ["matmul", ["", "B 4"], {}, "shape/matmul", "a number"],
  ["transpose", ["4"], {}, "shape/axis", "[4]"],
  ["linear", [""], { n: 3 }, "shape/layer", "linear needs a last axis, and this is a number"],
  ["linear", ["class 5"], { n: 3 }, "shape/layer", "linear needs a last axis"],
  ["linear", ["B 4"], { n: 0 }, "value/size", "at least 1"],
  ["linear", ["B 4"], { n: 1.5 }, "value/size", "whole number"],
  ["embedding", ["B"], { n: 3 }, "type/class", "embedding takes a class"],
  ["one_hot", ["B 3"], {}, "type/class", "one_hot takes a class"],
  ["one_hot", ["class 7", "B 5"], {}, "shape/classes", "7 classes in class[7], and 5 in [5]"],
  ["batch_norm", ["B"], {}, "shape/layer", "batch_norm"],
  ["batch_norm", ["4"], {}, "shape/batch", "needs a batch"],
  ["cond_batch_norm", ["4", "class 5"], {}, "shape/batch", "needs a batch"],
  ["cond_batch_norm", ["B 4", "B"], {}, "shape/layer", "takes a class or a vector as y, and this is []"],
  ["cond_batch_norm", ["B 4", "B 2 3"], {}, "shape/layer", "takes a class or a vector as y, and this is [2, 3]"],
  ["self_attention", ["B 16"], {}, "shape/layer", "needs channels and space, and this is [16]"],
  ["histogram", ["B 3"], { lo: 0, hi: 1, bins: 5 }, "shape/layer", "one or two numbers of each sample, and this is [3]"],
  ["histogram", ["2"], { lo: 0, hi: 1, bins: 5 }, "shape/batch", "needs a batch"],
  ["histogram", ["B 2"], { lo: 1, hi: 1, bins: 5 }, "value/range", "[1, 1] is empty"],
  ["histogram", ["B 2"], { lo: 0, hi: 1, bins: 0 }, "value/size", "at least 1"],
  ["crop", ["B 8", "", ""], { h: 4, w: 4 }, "shape/layer", "needs height and width, and this is [8]"],
  ["crop", ["B 8 9", "", ""], { h: 9, w: 9 }, "shape/slice", "[8, 9] has 8 rows, and crop takes 9"],
  ["crop", ["B 8 9", "", "B 1"], { h: 4, w: 4 }, "shape/layer", "crop takes a number as left, and this is [1]"],
  ["crop", ["B 8 9", "", ""], { h: 0, w: 9 }, "value/size", "at least 1 as h"],
  ["group_norm", ["B 6 2"], { g: 4 }, "shape/layer", "6 channels into 4 groups"],
  ["dropout", ["B 4"], { p: 1 }, "value/range", "less than 1"],
  ["pad", ["B 1 3 3"], { p: 3, mode: "reflect" }, "value/range", "mirror 3"],
  ["pad", ["B 1 3 3"], { p: -1 }, "value/size", "at least 0"],
  ["pixel_shuffle", ["B 6 2 2"], { r: 2 }, "shape/layer", "multiples of 4"],
];

test.each(mistaken)("%s of %j with %j is the mistake %s", (name, values, options, code, words) => {
  const attempt = (): unknown => checkCall(name, values.map(typeOf), options);
  expect(attempt).toThrow(Mistake);
  expect(attempt).toThrow(words);
  expect(attempt).toThrow(expect.objectContaining({ code }));
});

describe("weights", () => {
  test("linear has PyTorch's layout and bounds", () => {
    const { weights } = checkCall("linear", [typeOf("B 16")], { n: 3 });
    const initial = { kind: "uniform", low: -0.25, high: 0.25 };
    expect(weights).toEqual([
      { name: "weight", shape: [3, 16], role: "weight", initial, kind: "linear" },
      { name: "bias", shape: [3], role: "weight", initial, kind: "bias" },
    ]);
    expect(checkCall("linear", [typeOf("B 16")], { n: 3, bias: false }).weights).toHaveLength(1);
  });

  test("self_attention has an eighth of the channels to compare by, but at least one", () => {
    for (const [channels, narrow] of [[64, 8], [3, 1], [17, 2]]) {
      const { weights = [] } = checkCall("self_attention", [typeOf(`B ${channels} 4 4`)]);
      expect(weights.map(({ name, shape }) => [name, shape])).toEqual([
        ["query.weight", [narrow, channels, 1, 1]],
        ["query.bias", [narrow]],
        ["key.weight", [narrow, channels, 1, 1]],
        ["key.bias", [narrow]],
        ["value.weight", [channels, channels, 1, 1]],
        ["value.bias", [channels]],
        ["gamma", [1]],
      ]);
    }
  });

  test("cond_batch_norm starts as batch_norm does, for every class", () => {
    const { weights = [] } = checkCall("cond_batch_norm", [typeOf("B 3 8 8"), typeOf("class 5")]);
    expect(weights.map(({ name, shape, initial }) => [name, shape, initial])).toEqual([
      ["gain.weight", [5, 3], { kind: "constant", value: 1 }],
      ["bias.weight", [5, 3], { kind: "constant", value: 0 }],
      ["running_mean", [3], { kind: "constant", value: 0 }],
      ["running_var", [3], { kind: "constant", value: 1 }],
    ]);
  });

  test("batch_norm keeps statistics a channel", () => {
    const { weights = [] } = checkCall("batch_norm", [typeOf("B 3 8 8")]);
    expect(weights.map(({ name, shape, role }) => [name, shape, role])).toEqual([
      ["weight", [3], "weight"],
      ["bias", [3], "weight"],
      ["running_mean", [3], "statistic"],
      ["running_var", [3], "statistic"],
    ]);
  });
});

test("every builtin has a name of its own and a summary", () => {
  for (const [name, { summary, parameters }] of builtins) {
    expect(summary, name).not.toBe("");
    expect(new Set(parameters.map((parameter) => parameter.name)).size, name).toBe(parameters.length);
  }
});
