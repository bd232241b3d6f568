import { expect, test } from "vitest";
import { mostAlive, placeTemporaries } from "../../runtime/arena.js";
import type { Temporary } from "../../runtime/program.js";
import { generator } from "../ir/random-graph.js";

test("what lives at the same time never overlaps, and little is wasted", () => {
  let placed = 0;
  let least = 0;
  for (let seed = 0; seed < 200; seed++) {
    const random = generator(seed);
    const temporaries = Array.from({ length: 1 + Math.floor(random() * 40) }, (): Temporary => {
      const first = Math.floor(random() * 50);
      return { bytes: [{ factor: 4 * Math.ceil(random() * 3000), batch: random() < 0.5 ? 1 : 0 }], first, last: first + Math.floor(random() * 12) };
    });
    const batch = 1 + Math.floor(random() * 9);
    const { offsets, bytes } = placeTemporaries(temporaries, batch);
    const lowerBound = mostAlive(temporaries, batch);
    const size = (i: number): number => temporaries[i].bytes[0].factor * batch ** temporaries[i].bytes[0].batch;
    for (let i = 0; i < temporaries.length; i++) {
      expect(offsets[i] % 256).toBe(0);
      expect(offsets[i] + size(i)).toBeLessThanOrEqual(bytes);
      for (let j = 0; j < i; j++) {
        const together = temporaries[i].first <= temporaries[j].last && temporaries[j].first <= temporaries[i].last;
        const apart = offsets[i] + size(i) <= offsets[j] || offsets[j] + size(j) <= offsets[i];
        expect(!together || apart, `seed ${seed}: ${i} and ${j}`).toBe(true);
      }
    }
    expect(bytes).toBeGreaterThanOrEqual(lowerBound);
    placed += bytes;
    least += lowerBound;
  }
  expect(placed / least).toBeLessThan(1.1);
});

test("nothing takes no room", () => {
  expect(placeTemporaries([], 4)).toEqual({ offsets: [], sizes: [], bytes: 0 });
  expect(mostAlive([], 4)).toBe(0);
});
