import { describe, expect, test } from "vitest";
import type { Operand } from "../../runtime/program.js";
import { bindTogether } from "../../compiler/launch/bindings.js";
import { groupIntoLaunches } from "../../compiler/launch/launches.js";
import { bodiesOf, launchText } from "../../compiler/launch/text.js";
import type { Node } from "../../compiler/ir/node.js";
import type { PlannedKernel } from "../../compiler/plan/plan.js";
import type { BoundOperand, KernelCode } from "../../compiler/wgsl/kernel.js";

const node = (name: string): Node => ({ id: 0, op: { name, type: ([type]) => type, lowering: { kind: "source", assignable: false } }, inputs: [], attributes: {}, type: { dtype: "f32", shape: [] }, origin: undefined });
const temporary = (number: number, offset = 0, floats = 64): Operand => ({ in: "temporary", temporary: number, offset, bytes: { factor: 4 * floats, batch: 0 } });
const bound = (operand: Operand, { vector = false, stored = false } = {}): BoundOperand => ({ operand, node: node("x"), dtype: "f32", vector, stored });

function code(operands: readonly BoundOperand[], { lines = ["  $1$[launched] = $0$[launched * 2u];"], invocations = 64, waits = false, workgroups = 4 } = {}): KernelCode {
  return { invocations, lines, operands, groups: [[{ size: { factor: workgroups, batch: 0 }, per: 1 }]], support: [], lanes: 0, waits };
}

const planned = (loads: readonly Operand[], stores: readonly Operand[]): PlannedKernel => ({
  kernel: { space: [], loops: [], values: [], reads: new Set() },
  loads: new Map(loads.map((operand, i) => [node(`load ${i}`), operand])),
  stores: stores.map((at) => ({ node: node("store"), at })),
});

function grouped(kernels: readonly { readonly loads: readonly Operand[]; readonly stores: readonly Operand[] }[], apart = false): number[][] {
  const codes = kernels.map(({ loads, stores }) => code([...loads.map((operand) => bound(operand)), ...stores.map((operand) => bound(operand, { stored: true }))]));
  return groupIntoLaunches(kernels.map(({ loads, stores }) => planned(loads, stores)), codes, apart).map(({ members }) => [...members]);
}

describe("which kernels share a launch", () => {
  const [a, b, c, d] = [0, 1, 2, 3].map((number) => temporary(number));

  test("those that don't need each other", () => {
    expect(grouped([{ loads: [a], stores: [b] }, { loads: [a], stores: [c] }])).toEqual([[0, 1]]);
  });

  test("not who reads what another writes, nor who writes what another reads or writes", () => {
    expect(grouped([{ loads: [a], stores: [b] }, { loads: [b], stores: [c] }])).toEqual([[0], [1]]);
    expect(grouped([{ loads: [a], stores: [b] }, { loads: [c], stores: [a] }])).toEqual([[0], [1]]);
    expect(grouped([{ loads: [a], stores: [b] }, { loads: [c], stores: [b] }])).toEqual([[0], [1]]);
  });

  test("none where each is wanted apart", () => {
    expect(grouped([{ loads: [a], stores: [b] }, { loads: [a], stores: [c] }], true)).toEqual([[0], [1]]);
  });

  test("whoever waits for nothing goes to the first launch", () => {
    expect(grouped([{ loads: [a], stores: [b] }, { loads: [b], stores: [c] }, { loads: [a], stores: [d] }])).toEqual([[0, 2], [1]]);
  });

  test("parts of one temporary are different places", () => {
    expect(grouped([{ loads: [a], stores: [temporary(1, 0)] }, { loads: [a], stores: [temporary(1, 256)] }])).toEqual([[0, 1]]);
    expect(grouped([{ loads: [a], stores: [temporary(1, 0, 65)] }, { loads: [a], stores: [temporary(1, 256)] }])).toEqual([[0], [1]]);
  });

  test("no launch binds more than eight buffers", () => {
    const kernels = Array.from({ length: 9 }, (_, i) => ({ loads: [a], stores: [temporary(i + 1)] }));
    expect(grouped(kernels)).toEqual([[0, 1, 2, 3, 4, 5, 6], [7, 8]]);
  });

  test("a kernel whose invocations wait for each other gets them all", () => {
    const wide = code([bound(temporary(0))], { invocations: 128 });
    expect(bindTogether([code([bound(temporary(1))], { waits: true }), wide])).toBeUndefined();
    expect(bindTogether([code([bound(temporary(1))]), wide])).toHaveLength(2);
  });
});

describe("what their text is", () => {
  test("a branch each, and workgroups counted from its own first", () => {
    const codes = [code([bound(temporary(0)), bound(temporary(1), { stored: true })]), code([bound(temporary(0)), bound(temporary(2), { stored: true })], { invocations: 16 })];
    expect(launchText(bodiesOf(codes, bindTogether(codes)!))).toBe(
      [
        "@compute @workgroup_size(64)",
        "fn $entry$(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {",
        "  let launched = group.x + group.y * groups.x;",
        "  if (launched < 4u) {",
        "    $1$[launched] = $0$[launched * 2u];",
        "  } else {",
        "    let launched = launched - 4u;",
        "    if (lane >= 16u) { return; }",
        "    $2$[launched] = $0$[launched * 2u];",
        "  }",
        "}",
      ].join("\n"),
    );
  });

  test("who reads single elements of what another reads in vectors picks them out of those", () => {
    const single = code([bound(temporary(0)), bound(temporary(1), { stored: true })], { lines: ["  $1$[i] = $0$[row * 64u + at[i]];"] });
    const vectors = code([bound(temporary(0), { vector: true }), bound(temporary(2), { stored: true })], { lines: ["  $1$[i] = $0$[i].x;"] });
    const text = launchText(bodiesOf([single, vectors], bindTogether([single, vectors])!));
    expect(text).toContain("$1$[i] = $0$[(row * 64u + at[i]) / 4u][(row * 64u + at[i]) % 4u];");
    expect(text).toContain("$2$[i] = $0$[i].x;");
  });

  test("what is written has one type", () => {
    const [single, vectors] = [code([bound(temporary(0), { stored: true })]), code([bound(temporary(0), { vector: true })])];
    expect(bindTogether([single, vectors])).toBeUndefined();
  });

  test("past eight, parts of one temporary are one binding", () => {
    const operands = Array.from({ length: 9 }, (_, i) => bound(i < 7 ? temporary(i) : temporary(7, 256 * (i - 6)), { stored: i >= 7 }));
    const codes = [code(operands, { lines: ["  $8$[i] = $7$[i];"] })];
    const bindings = bindTogether(codes)!;
    expect(bindings).toHaveLength(8);
    expect(launchText(bodiesOf(codes, bindings))).toContain("  $7$[i + 64u] = $7$[i];");
    expect(bindings[7].operand).toEqual(temporary(7, 256, 128));
  });
});
