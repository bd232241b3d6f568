/** Parts of the playground that need no page. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readLink, linkTo, type Shared } from "../../playground/page/share.js";
import { latentGrid, quantileOf } from "../../playground/training/latent.js";
import { Steps } from "../../playground/training/steps.js";
import { Series } from "../../playground/view/series.js";
import { type DataChoice, defaultChoice, groupsOf, shapeOfGroup } from "../../playground/data/choice.js";
import { datasetOf } from "../../playground/data/datasets.js";
import type { DataInput, NoiseInput, Program } from "../../runtime/program.js";

const shared: Shared = { source: "gan A // ümläüts and 漢字", settings: { lr: 2e-4 }, data: ["ring"], seed: 7 };
const page = "https://example.org/playground/index.html";

describe("a link", () => {
  it("brings back what it was made of", async () => {
    const link = await linkTo(shared, `${page}#p=old`);
    expect(link).toMatch(/^https:\/\/example\.org\/playground\/index\.html#p=[\w-]+$/);
    expect(await readLink(new URL(link).hash)).toEqual(shared);
  });

  it("that is none, or was damaged, is told apart", async () => {
    const { hash } = new URL(await linkTo(shared, page));
    expect(await readLink("")).toBeUndefined();
    expect(await readLink("#elsewhere")).toBeUndefined();
    for (const damaged of [hash.slice(0, -6), "#p=%%%", "#p=AAAA", `#p=${"A".repeat(300_000)}`]) expect(await readLink(damaged), damaged.slice(0, 20)).toBe("damaged");
  });

  it("is held to what a link says, and to a program's size", async () => {
    const bomb = { ...shared, source: " ".repeat(5_000_000) };
    expect(await readLink(new URL(await linkTo(bomb, page)).hash)).toBe("damaged");
    const lying = { ...shared, settings: { lr: "0" } } as unknown as Shared;
    expect(await readLink(new URL(await linkTo(lying, page)).hash)).toBe("damaged");
  });
});

describe("the latent grid", () => {
  const noise = (shape: number[], distribution: string): NoiseInput => ({ kind: "noise", name: "z", dtype: "f32", shape, distribution });

  it("lies evenly by probability", () => {
    const normal = quantileOf("normal(1, 2)")!;
    // Table values of the standard normal's quantiles.
    for (const [p, z] of [[0.5, 0], [0.975, 1.959963985], [0.025, -1.959963985], [0.999, 3.090232306], [0.01, -2.326347874]]) expect(normal(p)).toBeCloseTo(1 + 2 * z, 6);
    expect(quantileOf("uniform(-1, 3)")!(0.25)).toBe(0);
    expect(quantileOf("bernoulli(0.5)")).toBeUndefined();
  });

  it("varies the first two coordinates, and keeps the others in their middle", () => {
    const grid = latentGrid(noise([3], "uniform(0, 1)"), 2)!;
    expect([...grid]).toEqual([0.25, 0.25, 0.5, 0.75, 0.25, 0.5, 0.25, 0.75, 0.5, 0.75, 0.75, 0.5]);
    expect([...latentGrid(noise([1], "uniform(0, 4)"), 4)!]).toEqual([0.5, 1.5, 2.5, 3.5]);
  });
});

describe("steps", () => {
  const schedule: Program["schedule"] = [{ kind: "repeat", count: 2, body: [{ kind: "run", graph: "step D", watched: "step D, watched" }] }, { kind: "run", graph: "step G" }, { kind: "run", graph: "tick" }];
  const clock = { iteration: 0, epoch: 0 };

  it("are run one by one, the tick with the last; then the schedule is whole again", async () => {
    const steps = new Steps({ schedule } as unknown as Program);
    const ran: string[] = [];
    const train = async (): Promise<void> => void ran.push(steps.program.schedule.map((statement) => (statement.kind === "run" ? statement.graph : statement.kind)).join(" + "));
    const ends = [await steps.run(clock, "one", train), await steps.run(clock, "one", train), await steps.run(clock, "one", train)];
    expect(ran).toEqual(["step D", "step D", "step G + tick"]);
    expect(ends).toEqual([false, false, true]);
    expect(steps.isUnderWay).toBe(false);
    expect(steps.program.schedule).toBe(schedule);
  });

  it("that are left of an iteration run together", async () => {
    const steps = new Steps({ schedule } as unknown as Program);
    await steps.run(clock, "one", async () => undefined);
    expect(steps.at(clock)).toEqual({ runs: ["step D", "step D", "step G"], done: 1 });
    let left = 0;
    expect(await steps.run(clock, "rest", async () => void (left = steps.program.schedule.length))).toBe(true);
    expect(left).toBe(3);
  });
});

describe("a series", () => {
  it("keeps its ends and its mean in a bounded memory", () => {
    const series = new Series();
    const count = 20_000;
    for (let i = 1; i <= count; i++) series.push(i, i % 2 === 0 ? 1 : 3);
    expect(series.xs.length).toBeLessThan(1600);
    expect(series.xs.at(-1)).toBeGreaterThan(count * 0.98);
    expect(new Set(series.ys)).toEqual(new Set([2]));
    expect(series.last).toBe(1);
  });

  it("that is gone over again from an earlier place forgets what came after it", () => {
    const series = new Series();
    for (const x of [1, 2, 3, 4, 5]) series.push(x, x);
    for (const x of [3, 4]) series.push(x, -x);
    expect([series.xs, series.ys]).toEqual([[1, 2, 3, 4], [1, 2, -3, -4]]);
  });

  it("says that a value is no number, and draws none", () => {
    const series = new Series();
    series.push(1, Number.NaN);
    expect(series.ys).toEqual([]);
    expect(series.last).toBeNaN();
  });
});

describe("data", () => {
  const input = (shape: number[], classes?: number): DataInput => ({ kind: "data", name: classes === undefined ? "x" : "y", dtype: classes === undefined ? "f32" : "i32", shape, group: 0, ...(classes !== undefined && { classes }) });

  it("fits the shape of what is declared, labels beside it", async () => {
    expect(shapeOfGroup([input([2])])).toBe("points");
    expect(shapeOfGroup([input([], 10), input([1, 28, 28])])).toBe("pictures");
    expect(shapeOfGroup([input([7])])).toBe("vectors");
    expect(groupsOf([{ kind: "noise" }, input([2])])).toHaveLength(1);
    const { x, y } = await datasetOf([input([2]), input([], 8)], [{ kind: "points", name: "ring" }]);
    expect(x.shape).toEqual([2]);
    // The bump at angle 0 is the first, and each sample's label says in which eighth it lies.
    for (let i = 0; i < 500; i++) expect(y.values[i]).toBe(Math.round((8 * Math.atan2(x.values[2 * i + 1], x.values[2 * i])) / (2 * Math.PI) + 8) % 8);
  });

  it("that can't be had says so by name", async () => {
    await expect(datasetOf([input([3])], [{ kind: "points", name: "ring" }])).rejects.toThrow(/x is \[3\]/);
    await expect(datasetOf([input([2])], [{ kind: "drawn", points: new Float32Array() }])).rejects.toThrow(/draw points/);
    const { x } = await datasetOf([input([5])], [defaultChoice("vectors")]);
    expect(x.values.length).toBe(5 * x.count);
  });

  const two: DataChoice = { kind: "pictures", name: "pets", rgba: Uint8Array.from([255, 0, 0, 255, 0, 0, 255, 255]), count: 2, classes: ["cats", "dogs"], labels: Int32Array.of(1, 0) };

  it("of one's own pictures is grey or coloured as the program says, and labelled by its folders", async () => {
    const { x, y } = await datasetOf([input([3, 1, 1]), input([], 2)], [two]);
    expect([[...x.values], [...y.values]]).toEqual([[255, 0, 0, 0, 0, 255], [1, 0]]);
    expect([...(await datasetOf([input([1, 1, 1])], [two])).x.values]).toEqual([76, 29]);
    await expect(datasetOf([input([1, 2, 1])], [two])).rejects.toThrow(/pets were read for another size/);
    await expect(datasetOf([input([], 1)], [two])).rejects.toThrow(/class\[1\], and pets are of 2 classes/);
    await expect(datasetOf([input([], 1)], [{ ...two, classes: [] }])).rejects.toThrow(/pets has no labels/);
  });

  it("of handwritten digits is fetched when it is asked for, and not found says so", async () => {
    const packed = deflateRawSync(Uint8Array.from([7, 3, ...new Uint8Array(2 * 784).fill(9)]));
    let asked = 0;
    const server = createServer((request, response) => {
      asked++;
      if (request.url === "/digits.bin") response.end(packed);
      else response.writeHead(404).end();
    });
    await new Promise<void>((listening) => server.listen(0, "localhost", listening));
    const at = (name: string): DataChoice => ({ kind: "mnist", address: `http://localhost:${(server.address() as AddressInfo).port}/${name}` });
    const { x, y } = await datasetOf([input([1, 14, 14]), input([], 10)], [at("digits.bin")]);
    expect([x.values.length, x.values[0], [...y.values], asked]).toEqual([2 * 196, 9, [7, 3], 1]);
    await expect(datasetOf([input([1, 28, 28])], [at("none.bin")])).rejects.toThrow(/could not be fetched \(the server says 404\)/);
    await expect(datasetOf([input([], 5)], [at("digits.bin")])).rejects.toThrow(/class\[5\]/);
    server.close();
  });
});
