import { describe, expect, test } from "vitest";
import type { CheckedProgram } from "../../compiler/check/program.js";
import { runGraph } from "../../compiler/evaluate/evaluate.js";
import type { Graph } from "../../compiler/ir/graph.js";
import { interning } from "../../compiler/ir/node.js";
import type { Tensor } from "../../compiler/ir/op.js";
import { shapeAt } from "../../compiler/ir/type.js";
import { verify } from "../../compiler/ir/verify.js";
import { lower } from "../../compiler/lower/lower.js";
import type { LoweredProgram } from "../../compiler/lower/program.js";
import { tensor } from "../../compiler/library/type.js";
import { apply, callOf, data, dataDeclaration, gradientOf, loss, named, network, noise, noiseDeclaration, number, parameter, program, span, state, stateDeclaration, step, update } from "./terms.js";

/** A WGAN-GP with batch norm and dropout, by hand. */
function wganGp() {
  const z = parameter("z", [2]);
  const hidden = apply("dropout", [apply("batch_norm", [apply("linear", [z], { n: 3 }, "G.linear1")], {}, "G.batch_norm1")], { p: 0.5 }, "G.dropout1");
  const G = network("G", [z], apply("linear", [hidden], { n: 2 }, "G.linear2"));
  const x = parameter("x", [2]);
  const D = network("D", [x], apply("linear", [apply("tanh", [apply("linear", [x], { n: 3 }, "D.linear1")])], { n: 1 }, "D.linear2"));
  const fake = callOf(G, noise("z", [2]));
  const real = data("x", [2]);
  const slope = apply("norm", [gradientOf(fake, apply("sum", [callOf(D, fake)]))], { over: "sample" });
  const penalty = apply("mean", [apply("pow", [apply("sub", [slope, number(1)]), number(2)])]);
  const critic = loss("D", ["D"], apply("add", [apply("sub", [apply("mean", [callOf(D, fake)]), apply("mean", [callOf(D, real)])]), penalty]));
  const generator = loss("G", ["G"], apply("neg", [apply("mean", [callOf(D, fake)])]));
  return { G, D, fake, real, critic, generator };
}

const adam = { lr: number(0.1) };

function wganProgram(parts: Partial<CheckedProgram> = {}): CheckedProgram {
  const { G, D, fake, real, critic, generator } = wganGp();
  return program({
    data: [dataDeclaration("x", [2])],
    noises: [noiseDeclaration("z", [2])],
    networks: [G, D],
    losses: [critic, generator],
    metrics: [named("gap", apply("sub", [apply("mean", [callOf(D, real)]), apply("mean", [callOf(D, fake)])]))],
    samples: [named("G", fake)],
    statements: [step(update(critic, "adam", adam)), step(update(generator, "adam", adam))],
    ...parts,
  });
}

function lowered<T>(of: CheckedProgram, look: (program: LoweredProgram) => T): T {
  return interning(() => {
    const result = lower(of);
    result.graphs.forEach(verify);
    return look(result);
  });
}

function graph(of: LoweredProgram, name: string): Graph {
  const found = of.graphs.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no ${name} among ${of.graphs.map((candidate) => candidate.name).join("; ")}`);
  return found;
}

const wave = (i: number): number => Math.sin(1 + i * 1.7);
const filled = (shape: readonly number[], value: (i: number) => number): Tensor => ({ shape, data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)) });

/** Slots as they start, random ones with some values. */
function start(of: LoweredProgram): Map<string, Tensor> {
  return new Map(of.slots.map(({ name, type, initial }) => [name, filled(shapeAt(type.shape, 1), initial.kind === "constant" ? () => initial.value : wave)]));
}

function given(of: LoweredProgram, batch: number): Map<string, Tensor> {
  return new Map(of.inputs.map(({ name, kind, shape }) => [name, kind === "control" ? filled([], () => 3) : filled([batch, ...shape], wave)]));
}

function launch(of: LoweredProgram, name: string, slots = start(of), batch = 4) {
  const { outputs, slots: assigned } = runGraph(graph(of, name), { slots, data: given(of, batch) }, batch);
  return { outputs, slots: new Map([...slots, ...assigned]), assigned: [...assigned.keys()] };
}

const only = (value: Tensor | undefined): number => value!.data[0];

describe("a step", () => {
  test("moves the weights of its loss's networks, their moments, statistics and the draw, and nothing else", () => {
    lowered(wganProgram(), (of) => {
      const { assigned, outputs } = launch(of, "step D");
      expect([...outputs.keys()]).toEqual(["loss.D"]);
      expect(assigned).toEqual([
        ...["D.linear1.weight", "D.linear1.bias", "D.linear2.weight", "D.linear2.bias"].flatMap((name) => [name, `adam D.${name} first`, `adam D.${name} second`]),
        "adam D first_correction",
        "adam D second_correction",
        "G.batch_norm1.running_mean",
        "G.batch_norm1.running_var",
        "clock.draw",
      ]);
    });
  });

  test("lowers its loss when repeated on the same data", () => {
    lowered(wganProgram(), (of) => {
      let { slots, outputs } = launch(of, "step D");
      const before = only(outputs.get("loss.D"));
      const draw = slots.get("clock.draw")!;
      for (let i = 0; i < 10; i++) ({ slots, outputs } = launch(of, "step D", new Map([...slots, ["clock.draw", filled([], () => 0)]])));
      expect(draw.data[0]).toBe(1);
      expect(only(outputs.get("loss.D"))).toBeLessThan(before);
    });
  });

  test("draws afresh each time", () => {
    lowered(wganProgram(), (of) => {
      const slots = start(of);
      const first = launch(of, "step G", slots).outputs.get("loss.G");
      const again = launch(of, "step G", slots).outputs.get("loss.G");
      const next = launch(of, "step G", new Map([...slots, ["clock.draw", filled([], () => 1)]])).outputs.get("loss.G");
      const otherSeed = launch(of, "step G", new Map([...slots, ["clock.seed", filled([], () => 1)]])).outputs.get("loss.G");
      expect(only(again)).toBe(only(first));
      expect(only(next)).not.toBe(only(first));
      expect(only(otherSeed)).not.toBe(only(first));
    });
  });

  test("watched, computes the metrics too, from the values before, and moves the same", () => {
    lowered(wganProgram(), (of) => {
      const plain = launch(of, "step D");
      const watched = launch(of, "step D, watched");
      expect([...watched.outputs.keys()]).toEqual(["loss.D", "metric.gap"]);
      expect(only(watched.outputs.get("loss.D"))).toBe(only(plain.outputs.get("loss.D")));
      expect(watched.slots).toEqual(plain.slots);
    });
  });

  test("that stands twice is one graph; with another rate it is another", () => {
    const { critic } = wganGp();
    const same = step(update(critic, "adam", adam));
    const { G, D } = wganGp();
    const of = program({ ...wganProgram(), networks: [G, D], losses: [critic], metrics: [], samples: [], statements: [same, { kind: "repeat", count: 2, body: [same], span }, step(update(critic, "adam", { lr: number(0.2) }))] });
    lowered(of, ({ graphs, schedule }) => {
      expect(graphs.map(({ name }) => name)).toEqual(["step D", "step D (2)", "draw"]);
      expect(schedule).toEqual([
        { kind: "run", graph: "step D" },
        { kind: "repeat", count: 2, body: [{ kind: "run", graph: "step D" }] },
        { kind: "run", graph: "step D (2)" },
      ]);
    });
  });

  test("of two losses moves both from the weights before either moved", () => {
    const base = wganProgram({ metrics: [] });
    const [critic, generator] = base.losses;
    const both = { ...base, train: { batch: 4, statements: [step(update(critic, "adam", adam), update(generator, "adam", adam))] } };
    const alone = lowered(base, (of) => [launch(of, "step D"), launch(of, "step G")]);
    const together = lowered(both, (of) => launch(of, "step D, G"));
    expect(only(together.outputs.get("loss.D"))).toBe(only(alone[0].outputs.get("loss.D")));
    expect(together.slots.get("D.linear1.weight")).toEqual(alone[0].slots.get("D.linear1.weight"));
    expect(together.slots.get("G.linear1.weight")).toEqual(alone[1].slots.get("G.linear1.weight"));
    // One forward pass, so the statistics have moved once.
    expect(together.slots.get("G.batch_norm1.running_mean")).toEqual(alone[0].slots.get("G.batch_norm1.running_mean"));
  });
});

describe("memory", () => {
  test("weights of a network lie together, then its statistics; moments in the order of the weights", () => {
    lowered(wganProgram(), ({ slots }) => {
      expect(slots.map(({ name }) => name)).toEqual([
        "G.linear1.weight",
        "G.linear1.bias",
        "G.batch_norm1.weight",
        "G.batch_norm1.bias",
        "G.linear2.weight",
        "G.linear2.bias",
        "G.batch_norm1.running_mean",
        "G.batch_norm1.running_var",
        "D.linear1.weight",
        "D.linear1.bias",
        "D.linear2.weight",
        "D.linear2.bias",
        "adam D first_correction",
        "adam D second_correction",
        ...["first", "second"].flatMap((moment) => ["D.linear1.weight", "D.linear1.bias", "D.linear2.weight", "D.linear2.bias"].map((name) => `adam D.${name} ${moment}`)),
        "adam G first_correction",
        "adam G second_correction",
        ...["first", "second"].flatMap((moment) =>
          ["G.linear1.weight", "G.linear1.bias", "G.batch_norm1.weight", "G.batch_norm1.bias", "G.linear2.weight", "G.linear2.bias"].map((name) => `adam G.${name} ${moment}`),
        ),
        "clock.seed",
        "clock.draw",
      ]);
      expect(new Set(slots.map(({ name }) => name)).size).toBe(slots.length);
    });
  });

  test("an optimiser without momentum keeps nothing", () => {
    const { critic } = wganGp();
    const base = wganProgram({ metrics: [], samples: [] });
    const withSgd = (given: { [name: string]: ReturnType<typeof number> }) => ({ ...base, losses: [critic], train: { batch: 4, statements: [step(update(critic, "sgd", given))] } });
    lowered(withSgd({ lr: number(0.1) }), ({ slots }) => expect(slots.filter(({ role }) => role === "moment")).toEqual([]));
    lowered(withSgd({ lr: number(0.1), momentum: number(0.9) }), ({ slots }) => expect(slots.filter(({ role }) => role === "moment")).toHaveLength(4));
  });
});

describe("calls", () => {
  const x = parameter("x", [50]);
  const N = network("N", [x], apply("dropout", [x], { p: 0.5 }, "N.dropout1"));
  const ones = apply("broadcast", [number(1)], { shape: [50] });

  function sums(...terms: ReturnType<typeof callOf>[]): number[] {
    const metrics = terms.map((term, i) => named(`m${i}`, apply("sum", [apply("mul", [term, apply("rows", [apply("broadcast", [number(1)], { shape: [50, 1] })])])])));
    const w = network("W", [], apply("param", [], { shape: [1] }, "W.param1"));
    const objective = loss("W", ["W"], apply("sum", [callOf(w)]));
    const of = program({ data: [dataDeclaration("x", [50])], networks: [N, w], losses: [objective], metrics, statements: [step(update(objective, "sgd", adam))] });
    return lowered(of, (program_) => metrics.map((metric) => only(launch(program_, "step W, watched", start(program_), 1).outputs.get(`metric.${metric.name}`))));
  }

  test("the same call on the same arguments is one value, its dropout included", () => {
    const [first, second] = sums(callOf(N, data("x", [50])), callOf(N, data("x", [50])));
    expect(first).toBe(second);
  });

  test("on other arguments the draws are independent", () => {
    const [first, second] = sums(callOf(N, apply("mul", [data("x", [50]), number(1)])), callOf(N, apply("mul", [data("x", [50]), number(2)])));
    expect(second).not.toBeCloseTo(2 * first, 6);
  });

  test("what isn't batched is given to every sample", () => {
    const [value] = sums(callOf(N, ones));
    expect(value).not.toBe(0);
  });
});

describe("statistics", () => {
  const x = parameter("x", [2]);
  const N = network("N", [x], apply("batch_norm", [x], { momentum: 0.5 }, "N.batch_norm1"));
  const real = data("x", [2]);
  const twice = loss("N", ["N"], apply("sum", [apply("add", [callOf(N, real), callOf(N, apply("mul", [real, number(3)]))])]));

  test("every pass moves them, one after the other", () => {
    const of = program({ data: [dataDeclaration("x", [2])], networks: [N], losses: [twice], statements: [step(update(twice, "sgd", adam))] });
    const { slots } = lowered(of, (program_) => launch(program_, "step N"));
    const column = [0, 2, 4, 6].map(wave);
    const mean = column.reduce((a, b) => a + b) / 4;
    expect(slots.get("N.batch_norm1.running_mean")!.data[0]).toBeCloseTo(0.5 * (0.5 * mean) + 0.5 * 3 * mean, 12);
  });

  test("a metric's pass moves none", () => {
    const once = loss("N", ["N"], apply("sum", [callOf(N, real)]));
    const of = program({
      data: [dataDeclaration("x", [2])],
      networks: [N],
      losses: [once],
      metrics: [named("other", apply("sum", [callOf(N, apply("mul", [real, number(3)]))]))],
      statements: [step(update(once, "sgd", adam))],
    });
    const [plain, watched] = lowered(of, (program_) => [launch(program_, "step N"), launch(program_, "step N, watched")]);
    expect(watched.slots).toEqual(plain.slots);
  });
});

describe("upkeep", () => {
  test("clip clamps all weights of a network and no statistics", () => {
    const of = wganProgram({ metrics: [] });
    const clipped = { ...of, train: { batch: 4, statements: [{ kind: "clip", network: "G", low: -0.1, high: 0.1, span } as const] } };
    const { slots, assigned } = lowered(clipped, (program_) => launch(program_, "clip G"));
    expect(assigned).toEqual(["G.linear1.weight", "G.linear1.bias", "G.batch_norm1.weight", "G.batch_norm1.bias", "G.linear2.weight", "G.linear2.bias"]);
    for (const name of assigned) slots.get(name)!.data.forEach((value) => expect(Math.abs(value)).toBeLessThanOrEqual(0.1));
  });

  test("an average is a copy at first, and moves by its decay then", () => {
    const of = wganProgram({ metrics: [] });
    const averaged = { ...of, train: { batch: 4, statements: [{ kind: "average", network: "G", as: "G_avg", decay: number(0.75), span } as const] } };
    lowered(averaged, (program_) => {
      const before = start(program_);
      const first = launch(program_, "average G_avg", before);
      expect(first.slots.get("G_avg.linear1.weight")!.data).toEqual(before.get("G.linear1.weight")!.data);
      const moved = new Map([...first.slots, ["G.linear1.weight", filled([3, 2], () => 1)]]);
      const second = launch(program_, "average G_avg", moved);
      const expected = before.get("G.linear1.weight")!.data.map((value) => 0.75 * value + 0.25);
      second.slots.get("G_avg.linear1.weight")!.data.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
    });
  });

  test("set assigns a state from a draw of its own", () => {
    const value = apply("add", [state("k"), number(2)]);
    const of = program({ states: [stateDeclaration("k", 5)], statements: [{ kind: "set", set: { state: "k", value, span }, span }] });
    const { slots } = lowered(of, (program_) => launch(program_, "set k"));
    expect(only(slots.get("k"))).toBe(7);
    expect(only(slots.get("clock.draw"))).toBe(1);
  });

  test("the iteration ticks where something reads it, at the end of the schedule", () => {
    const { critic } = wganGp();
    const iteration = { kind: "clock", name: "iteration", type: tensor([], false), span } as const;
    const base = wganProgram({ metrics: [] });
    expect(lowered(base, ({ graphs }) => graphs.map(({ name }) => name))).not.toContain("tick");
    const ticking = { ...base, losses: [critic], train: { batch: 4, statements: [step(update(critic, "adam", { lr: apply("div", [number(1), apply("add", [iteration, number(1)])]) }))] } };
    lowered(ticking, (program_) => {
      expect(program_.schedule.at(-1)).toEqual({ kind: "run", graph: "tick" });
      expect(only(launch(program_, "tick").slots.get("clock.iteration"))).toBe(1);
      expect(program_.slots.map(({ name }) => name)).not.toContain("clock.epoch");
    });
  });
});

describe("after training", () => {
  test("a sample takes noise as given and running statistics, and draws nothing", () => {
    lowered(wganProgram(), (of) => {
      const slots = start(of);
      const { outputs, assigned } = launch(of, "sample G", slots);
      expect(assigned).toEqual([]);
      expect(outputs.get("sample.G")!.shape).toEqual([4, 2]);
      expect(of.samples).toEqual([{ name: "G", graph: "sample G" }]);
      // Each sample for itself: the first two of a batch of 4 are those of a batch of 2.
      const two = launch(of, "sample G", slots, 2).outputs.get("sample.G")!;
      expect([...two.data]).toEqual([...outputs.get("sample.G")!.data].slice(0, 4));
    });
  });

  test("the draw graph gives the noise that a step with these counters draws", () => {
    const z = noise("z", [2]);
    const W = network("W", [], apply("param", [], { shape: [2] }, "W.param1"));
    const objective = loss("W", ["W"], apply("sum", [apply("mul", [apply("add", [z, callOf(W)]), apply("add", [z, callOf(W)])])]));
    const of = program({ noises: [noiseDeclaration("z", [2])], networks: [W], losses: [objective], statements: [step(update(objective, "sgd", adam))] });
    lowered(of, (program_) => {
      expect(program_.draw).toBe("draw");
      const drawn = launch(program_, "draw").outputs.get("z")!;
      expect(new Set(drawn.data).size).toBe(8);
      // `given` sets seed and number of the draw to 3, and the weight starts at 0: the loss is the noise's sum of squares.
      const counters = [["clock.seed", filled([], () => 3)], ["clock.draw", filled([], () => 3)]] as const;
      const squares = only(launch(program_, "step W", new Map([...start(program_), ...counters])).outputs.get("loss.W"));
      expect(squares).toBeCloseTo(drawn.data.reduce((total, value) => total + value * value, 0), 12);
    });
  });

  test("inputs are data, noises and controls", () => {
    lowered(wganProgram(), ({ inputs }) => {
      expect(inputs).toEqual([
        { kind: "data", name: "x", dtype: "f32", shape: [2], group: 0 },
        { kind: "noise", name: "z", dtype: "f32", shape: [2], distribution: "normal(0, 1)" },
        { kind: "control", name: "draw.seed", dtype: "i32", shape: [] },
        { kind: "control", name: "draw.number", dtype: "i32", shape: [] },
      ]);
    });
  });
});
