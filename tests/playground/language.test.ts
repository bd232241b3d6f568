/** What the playground reads of a program: its model, and the probes that it adds to look inside. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileLowered } from "../../compiler/backend.js";
import { checkSource } from "../../compiler/compile.js";
import { lower } from "../../compiler/lower/lower.js";
import { interning } from "../../compiler/ir/node.js";
import { preludeSources } from "../../compiler/prelude.js";
import { describe as describeModel } from "../../playground/language/model.js";
import { withProbes } from "../../playground/language/probes.js";
import { stageFor } from "../../playground/page/stage-program.js";
import { isLane, layersOf } from "../../playground/view/layers.js";
import { ranksOf } from "../../playground/view/ranks.js";

function checked(text: string) {
  const { program, diagnostics } = checkSource({ name: "model.gan", text }, { prelude: preludeSources() });
  if (!program) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return program;
}

const example = (name: string): string => readFileSync(`examples/${name}.gan`, "utf8");
const examples = readdirSync("examples").filter((name) => name.endsWith(".gan")).map((name) => name.replace(".gan", ""));

/** Programs of every layer and statement. */
const golden = readdirSync("tests/golden").map((name) => `tests/golden/${name}/program.gan`).filter((path) => existsSync(path));

describe("probes", () => {
  it("are a field, real points where no data is read, and the pull of the generator's loss", () => {
    expect(withProbes(checked(example("ring"))).probes).toEqual({
      field: { sample: "field_D", network: "D", input: "at_D_x", others: [] },
      pull: { at: "pull_at", gradient: "pull", loss: "G" },
    });
    expect(withProbes(checked(example("divergences"))).probes.real).toBe("real");
    expect(withProbes(checked(example("digits"))).probes).toEqual({});
  });

  it("leave what training runs as it is", () => {
    const plain = checked(example("ring"));
    const { schedule, graphs } = interning(() => {
      const [own, probed] = [lower(plain), lower(withProbes(plain).checked)];
      expect(probed.schedule).toEqual(own.schedule);
      expect(probed.slots).toEqual(own.slots);
      // Nodes are shared within one interning, so equal graphs are the same objects.
      for (const graph of own.graphs.filter(({ name }) => name.startsWith("step"))) {
        const again = probed.graphs.find(({ name }) => name === graph.name);
        expect(again?.assignments.every(({ value }, i) => value === graph.assignments[i].value)).toBe(true);
      }
      return probed;
    });
    expect(schedule.length).toBeGreaterThan(0);
    expect(graphs.map(({ name }) => name)).toEqual(expect.arrayContaining(["sample field_D", "sample pull"]));
  });

  it("give way to names of the program's own", () => {
    const { probes } = withProbes(checked(example("ring").replace("metric wasserstein", "let pull = G(z)\nsample field_D = G(z)\nmetric wasserstein")));
    expect(probes.field?.sample).toBe("field_D_");
    expect(probes.pull?.gradient).toBe("pull_");
  });

  it.each(golden)("can be lowered beside %s", (path) => {
    const probed = withProbes(checked(readFileSync(path, "utf8"))).checked;
    expect(interning(() => lower(probed)).samples.map(({ name }) => name)).toEqual(probed.samples.map(({ name }) => name));
  });

  it("take a discriminator's other arguments with them", () => {
    const source = example("ring").replace("critic D(x: [2]) -> [1] { x ->", "noise c: class[3] ~ categorical(3)\ncritic D(x: [2], y: class[3]) -> [1] { concat(x, one_hot(y)) ->").replace(/D\((mix|fake|x)\)/g, "D($1, c)");
    expect(withProbes(checked(source)).probes.field).toEqual({ sample: "field_D", network: "D", input: "at_D_x", others: ["at_D_y"] });
  });
});

describe("the stage", () => {
  const build = (text: string) => {
    const { checked: probed, probes } = withProbes(checked(text));
    return { program: interning(() => compileLowered(lower(probed)).program), probes };
  };
  const points = `data x: [2] in [-1, 1]
    noise z: [2] ~ normal(0, 1)
    generator G(z: [2]) -> [2] { z -> linear(2) }
    critic D(x: [2]) -> [1] { x -> linear(1) }
    loss G = -mean(D(G(z)))
    loss D = mean(D(G(z))) - mean(D(x))
    sample made = G(z)
    sample scores = D(G(z))`;

  it("offers a program's own samples, and the probes where they belong", () => {
    const built = build(points);
    expect(stageFor(built, undefined)).toMatchObject({ shape: [2], samples: ["made", "scores"], sample: "made", hasData: true, hasLatent: true, range: [-1, 1], probes: built.probes });
    expect(stageFor(built, "scores")).toMatchObject({ shape: [1], sample: "scores", hasData: false, probes: {} });
    expect(stageFor(built, "gone").sample).toBe("made");
  });

  it("asks for a class where a sample takes one, and has no plane where it is made of no noise", () => {
    const labelled = build(points.replace("generator", "noise c: class[4] ~ categorical(4)\n generator").replace("G(z: [2]) -> [2] { z ->", "G(z: [2], c: class[4]) -> [2] { concat(z, one_hot(c)) ->").replaceAll("G(z)", "G(z, c)"));
    expect(stageFor(labelled, undefined).classes).toBe(4);
    expect(stageFor(build(points.replace("sample made = G(z)", "sample made = G(x)")), undefined).hasLatent).toBe(false);
  });
});

describe("the model", () => {
  it("flows from data and noise through the networks to the losses", () => {
    const program = checked(example("ring"));
    const { flows, networks } = describeModel(program, program.hypers);
    expect(flows.map(({ from, to }) => `${from} > ${to}`).sort()).toEqual(["data x > network D", "network D > loss D", "network D > loss G", "network G > network D", "noise a > network D", "noise z > network G"]);
    expect(networks.map(({ name, parameters }) => [name, parameters])).toEqual([["G", 4866], ["D", 4417]]);
    expect(networks[0].stages[0]).toEqual({ text: "linear(64)", shape: "[64]", parameters: 576, line: 10 });
  });

  it.each(examples)("of %s stands in ranks: nothing flows backwards", (name) => {
    const program = checked(example(name));
    const { flows } = describeModel(program, program.hypers);
    const nodes = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
    const ranks = ranksOf(nodes, flows);
    for (const { from, to } of flows) expect(ranks.get(from), `${from} > ${to}`).toBeLessThan(ranks.get(to)!);
  });

  it.each(examples)("of %s has a way for each flow, from column to column", (name) => {
    const program = checked(example(name));
    const { flows } = describeModel(program, program.hypers);
    const nodes = [...new Set(flows.flatMap(({ from, to }) => [from, to]))];
    const { columns, ways, backward } = layersOf(nodes, flows);
    const columnOf = (node: string): number => columns.findIndex((column) => column.includes(node));
    expect(columns.flat().filter((node) => !isLane(node)).sort()).toEqual([...nodes].sort());
    for (const { from, to } of ways) expect(columnOf(to), `${from} > ${to}`).toBe(columnOf(from) + 1);
    const reached = (from: string, source: string): string[] => ways.filter((way) => way.from === from && way.source === source).flatMap(({ to }) => (isLane(to) ? reached(to, source) : [to]));
    expect(nodes.flatMap((node) => reached(node, node).map((to) => `${node} > ${to}`)).sort()).toEqual(flows.map(({ from, to }) => `${from} > ${to}`).sort());
    expect(backward).toEqual([]);
  });

  it("has its boxes where their arrows cross least, and tells which flows go back", () => {
    const flow = (from: string, to: string) => ({ from, to });
    const nodes = ["data a", "data b", "network P", "network Q", "loss P"];
    const { columns } = layersOf(nodes, [flow("data a", "network Q"), flow("data b", "network P"), flow("network P", "loss P"), flow("network Q", "loss P")]);
    const [sources, networks] = columns;
    expect(sources.indexOf("data a") - sources.indexOf("data b")).toBe(networks.indexOf("network Q") - networks.indexOf("network P"));
    const circle = layersOf(["data x", "network F", "network G", "loss G"], [flow("data x", "network G"), flow("network G", "network F"), flow("network F", "network G"), flow("network F", "loss G")]);
    expect(circle.backward).toHaveLength(1);
  });

  it("has ranks where networks feed each other in a circle", () => {
    const ranks = ranksOf(["data x", "network F", "network G", "loss G"], [{ from: "data x", to: "network G" }, { from: "network G", to: "network F" }, { from: "network F", to: "network G" }, { from: "network F", to: "loss G" }]);
    expect(ranks.get("data x")).toBe(0);
    expect(ranks.get("loss G")).toBeGreaterThan(ranks.get("network F")!);
  });
});
