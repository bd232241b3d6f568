/** Index expressions against plain integer arithmetic, everywhere in their domain and at several batch sizes. */

import { describe, expect, test } from "vitest";
import { type Index, add, asSize, atEdge, certainlyBelow, delinearise, div, keyOf, linearise, literal, mod, mul, substitute, variable, variablesOf } from "../../compiler/ir/index.js";
import { type Dim, type Shape, type Size, shapeAt, sizeAt, sizeOf } from "../../compiler/ir/type.js";
import { generator } from "./random-graph.js";

const batches = [1, 2, 3, 5];
const three = asSize(3);

/** A place in the domain: a value for each variable. */
interface Point {
  readonly batch: number;
  readonly at: ReadonlyMap<string, number>;
}

function valueOf(index: Index, point: Point): number {
  const size = (by: Size): number => sizeAt(by, point.batch);
  switch (index.kind) {
    case "variable":
      return point.at.get(index.name)!;
    case "literal":
      return size(index.size);
    case "add":
      return index.terms.reduce((total, term) => total + valueOf(term, point), 0);
    case "mul":
      return valueOf(index.of, point) * size(index.by);
    case "div":
      return Math.floor(valueOf(index.of, point) / size(index.by));
    case "mod":
      return valueOf(index.of, point) % size(index.by);
    case "mirrored":
      return mirrored(valueOf(index.of, point), size(index.by));
    case "held":
      return held(valueOf(index.of, point), size(index.by));
  }
}

const mirrored = (place: number, extent: number): number => (place < 0 ? -place : place < extent ? place : 2 * (extent - 1) - place);
const held = (place: number, extent: number): number => (place < 0 ? 0 : place < extent ? place : extent - 1);

/** Every place where the variables can be. A variable of extent 1 is always 0, and is no variable to `index.ts`. */
function domainOf(extents: readonly (Dim | Size)[]): Point[] {
  return batches.flatMap((batch) =>
    extents
      .reduce<Map<string, number>[]>((points, extent, i) => points.flatMap((at) => Array.from({ length: sizeAt(asSize(extent), batch) }, (_, value) => new Map([...at, [`i${i}`, value]]))), [new Map()])
      .map((at) => ({ batch, at })),
  );
}

/** An index, and its values by plain arithmetic at all points of the domain. */
interface Built {
  readonly index: Index;
  readonly values: readonly number[];
}

class Builder {
  readonly domain: readonly Point[];
  readonly pool: Built[];

  constructor(
    readonly random: () => number,
    extents: readonly (Dim | Size)[],
  ) {
    this.domain = domainOf(extents);
    this.pool = extents.map((extent, i) => ({ index: variable(`i${i}`, extent), values: this.domain.map(({ at }) => at.get(`i${i}`)!) }));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)];
  }

  size(): Size {
    return { factor: this.pick([1, 2, 3, 4, 6, 12]), batch: this.pick([0, 0, 0, 1, 2]) };
  }

  private made(index: Index, value: (i: number, batch: number) => number): Built {
    return { index, values: this.domain.map(({ batch }, i) => value(i, batch)) };
  }

  /** Brought back into an axis that reaches as far as the values do to one side, and less far to the other. */
  private outside(kind: "mirrored" | "held", a: Built, plainly: (place: number, extent: number) => number): Built {
    if (a.values.some((value) => value < 0)) return a;
    const extent = Math.max(...a.values) + 1;
    const before = Math.floor(this.random() * extent);
    return this.made(atEdge(kind, add(a.index, literal(-before)), asSize(extent)), (i) => plainly(a.values[i] - before, extent));
  }

  /** One more of what there is; quotients and remainders only of what is nowhere negative, as index.ts asks. */
  grow(): Built {
    const a = this.pick(this.pool);
    const b = this.pick(this.pool);
    const by = this.size();
    const divisible = a.values.every((value) => value >= 0);
    const choices: (() => Built)[] = [
      () => this.made(add(a.index, b.index), (i) => a.values[i] + b.values[i]),
      () => this.made(add(a.index, mul(b.index, by)), (i, batch) => a.values[i] + b.values[i] * sizeAt(by, batch)),
      () => this.made(mul(a.index, by), (i, batch) => a.values[i] * sizeAt(by, batch)),
      () => this.made(add(a.index, literal(by)), (i, batch) => a.values[i] + sizeAt(by, batch)),
      () => this.made(add(a.index, literal(-by.factor)), (i) => a.values[i] - by.factor),
      () => this.outside("mirrored", a, mirrored),
      () => this.outside("held", a, held),
      () => this.made(add(literal(by), literal(-1), mul(a.index, { factor: -1, batch: 0 })), (i, batch) => sizeAt(by, batch) - 1 - a.values[i]),
    ];
    const quotients: (() => Built)[] = [
      () => this.made(div(a.index, by), (i, batch) => Math.floor(a.values[i] / sizeAt(by, batch))),
      () => this.made(mod(a.index, by), (i, batch) => a.values[i] % sizeAt(by, batch)),
      // What taking apart and putting together leaves, of a value and of a quotient.
      () => this.made(add(mul(div(div(a.index, by), three), three), mod(div(a.index, by), three)), (i, batch) => Math.floor(a.values[i] / sizeAt(by, batch))),
      () => this.made(add(mul(div(a.index, by), by), mod(a.index, by)), (i) => a.values[i]),
    ];
    return this.pick(divisible ? [...choices, ...quotients, ...quotients] : choices)();
  }
}

function expectValues({ index, values }: Built, domain: readonly Point[]): void {
  domain.forEach((point, i) => {
    // Compared first: an expectation an element would take seconds.
    if (valueOf(index, point) + 0 !== values[i] + 0) expect.fail(`${keyOf(index)} is ${valueOf(index, point)} and not ${values[i]} at ${JSON.stringify([...point.at])}, batch ${point.batch}`);
  });
}

const extentsFor = (seed: number): (Dim | Size)[] => [
  [4, "B"] as const,
  [3, 4, 2] as const,
  ["B", 6] as const,
  [{ factor: 6, batch: 1 }] as const,
  ["B", "B", 2] as const,
  [12] as const,
  [5, 1, "B"] as const,
  [{ factor: 2, batch: 2 }, 3] as const,
][seed % 8].slice();

describe("random expressions", () => {
  test("keep their values, and certainlyBelow never lies", () => {
    let certain = 0;
    for (let seed = 0; seed < 400; seed++) {
      const builder = new Builder(generator(seed), extentsFor(seed));
      for (let i = 0; i < 16; i++) {
        const built = builder.grow();
        expectValues(built, builder.domain);
        builder.pool.push(built);
        for (const size of [builder.size(), builder.size(), builder.size()]) {
          if (!certainlyBelow(built.index, size)) continue;
          certain++;
          builder.domain.forEach(({ batch }, k) => {
            const value = built.values[k];
            if (value < 0 || value >= sizeAt(size, batch)) expect.fail(`${keyOf(built.index)} is ${value}, which is not below ${sizeAt(size, batch)}`);
          });
        }
      }
    }
    expect(certain).toBeGreaterThan(1000);
  });

  test("of one key have the same values", () => {
    for (let seed = 0; seed < 100; seed++) {
      const builder = new Builder(generator(1000 + seed), extentsFor(seed));
      const known = new Map<string, string>();
      for (let i = 0; i < 40; i++) {
        const built = builder.grow();
        builder.pool.push(built);
        const values = built.values.map((value) => value + 0).join();
        expect(known.get(keyOf(built.index)) ?? values).toBe(values);
        known.set(keyOf(built.index), values);
      }
    }
  });

  test("mean the same with other indices in the place of their variables", () => {
    for (let seed = 0; seed < 200; seed++) {
      // i0 and i1 become the quotient and the remainder of a position.
      const [rows, columns] = [[4, 3], ["B", 6], [2, "B"], ["B", "B"]][seed % 4] as [Dim, Dim];
      const inner = new Builder(generator(seed), [rows, columns]);
      for (let i = 0; i < 12; i++) inner.pool.push(inner.grow());
      const flat = variable("i0", sizeOf([rows, columns]));
      const [row, column] = delinearise(flat, [rows, columns]);
      const positions = domainOf([sizeOf([rows, columns])]);
      for (const { index, values } of inner.pool) {
        const moved = substitute(index, (name) => (name === "i0" ? row : column));
        expect([...variablesOf(moved)].every((name) => name === "i0")).toBe(true);
        // Both domains run through the batches, and through the rows and columns in row-major order.
        expectValues({ index: moved, values }, positions);
      }
    }
  });
});

const shapes: readonly Shape[] = [[], [7], ["B"], [3, 4], ["B", 5], [4, "B"], ["B", 1, 6], [2, 3, 4], [3, "B", 2], ["B", "B"], ["B", 2, "B", 3], [1, 1], [12, 1, "B"]];

describe.each(shapes.map((shape) => [`[${shape.join(", ")}]`, shape] as const))("positions in %s", (_, shape) => {
  const position = variable("i0", sizeOf(shape));
  const axes = shape.map((dim, axis) => variable(`i${axis}`, dim));

  test("are taken apart into coordinates", () => {
    for (const point of domainOf([sizeOf(shape)])) {
      const extents = shapeAt(shape, point.batch);
      const found = delinearise(position, shape).map((index) => valueOf(index, point));
      expect(found.every((value, axis) => value >= 0 && value < extents[axis])).toBe(true);
      expect(found.reduce((total, value, axis) => total * extents[axis] + value, 0)).toBe(point.at.get("i0"));
    }
  });

  test("are put together from them", () => {
    domainOf(shape).forEach((point) => {
      const extents = shapeAt(shape, point.batch);
      expect(valueOf(linearise(axes, shape), point)).toBe(extents.reduce((total, extent, axis) => total * extent + point.at.get(`i${axis}`)!, 0));
    });
  });

  test("come back short from the round trip, both ways", () => {
    expect(keyOf(linearise(delinearise(position, shape), shape))).toBe(keyOf(position));
    expect(delinearise(linearise(axes, shape), shape).map(keyOf)).toEqual(axes.map(keyOf));
  });
});

test("axes that stay side by side stay one in an address, whatever lies inside of them", () => {
  const position = variable("i0", sizeOf([2, "B", 4]));
  const [half, sample, place] = delinearise(position, [2, "B", 4]);
  expect(keyOf(linearise([half, sample, literal(1), place], [2, "B", 3, 4]))).toBe(keyOf(add(mul(div(position, asSize(4)), asSize(12)), mod(position, asSize(4)), literal(4))));
});

const reshapes: readonly (readonly [from: Shape, to: Shape])[] = [
  [["B", 12], ["B", 3, 4]],
  [["B", 3, 4], ["B", 12]],
  [[6, 4], [4, 6]],
  [["B", 6], [6, "B"]],
  [["B", "B", 2], [2, "B", "B"]],
];

test.each([...reshapes, [[2, "B", 3], ["B", 6]] as const])("a reshape of [%s] to [%s] keeps positions", (from, to) => {
  const inside = delinearise(linearise(to.map((dim, axis) => variable(`i${axis}`, dim)), to), from);
  const position = (extents: readonly number[], at: readonly number[]): number => extents.reduce((total, extent, axis) => total * extent + at[axis], 0);
  for (const point of domainOf(to)) {
    const outer = to.map((_, axis) => point.at.get(`i${axis}`)!);
    expect(position(shapeAt(from, point.batch), inside.map((index) => valueOf(index, point)))).toBe(position(shapeAt(to, point.batch), outer));
  }
});

test.each(reshapes)("a reshape of [%s] to [%s] and back is no movement", (from, to) => {
  const axes = to.map((dim, axis) => variable(`i${axis}`, dim));
  expect(keyOf(linearise(delinearise(linearise(axes, to), from), from))).toBe(keyOf(linearise(axes, to)));
});

describe("what people read is short", () => {
  const [i, j, k] = [variable("i", 5), variable("j", 4), variable("k", "B")];
  const plain = (value: number): Size => ({ factor: value, batch: 0 });

  test.each([
    ["(4i + j) / 4", div(add(mul(i, plain(4)), j), plain(4)), "i"],
    ["(4i + j) % 4", mod(add(mul(i, plain(4)), j), plain(4)), "j"],
    ["j / 4", div(j, plain(4)), "0"],
    ["(8i + j) / 2", div(add(mul(i, plain(8)), j), plain(2)), "(i*4+(j/2))"],
    ["(i / 2) / 2", div(div(i, plain(2)), plain(2)), "(i/4)"],
    ["j + j + 2j", add(j, j, mul(j, plain(2))), "j*4"],
    ["j - j", add(j, mul(j, plain(-1))), "0"],
    ["(k·6 + i) / 6", div(add(mul(k, plain(6)), i), plain(6)), "k"],
    ["(i·B + k) / B", div(add(mul(i, asSize("B")), k), asSize("B")), "i"],
    ["(i·B + k) % B", mod(add(mul(i, asSize("B")), k), asSize("B")), "k"],
    ["i·4 % 4", mod(mul(i, plain(4)), plain(4)), "0"],
    ["7 / 2", div(literal(7), plain(2)), "3"],
    ["7 % 2", mod(literal(7), plain(2)), "1"],
    ["(i / 2)·2·3 + (i % 2)·3", add(mul(div(i, plain(2)), plain(6)), mul(mod(i, plain(2)), plain(3))), "i*3"],
    ["a variable of extent 1", add(variable("n", 1), j), "j"],
  ])("%s", (_, index, text) => {
    expect(keyOf(index)).toBe(text);
  });
});
