import { describe, expect, test } from "vitest";
import { Pace } from "../../runtime/pace.js";

/** One iteration a submit on a device that takes so long for each; `asked`: how long before the end. */
function run(pace: Pace, times: readonly number[], asked = 5): number {
  let now = 0;
  for (const time of times) {
    const stretch = { iterations: 1, submitted: now };
    now += time;
    pace.done(stretch, false, now - asked, now);
  }
  return now;
}

describe("how long an iteration takes", () => {
  test("isn't known before two have been waited for, and nobody waits by it", () => {
    const pace = new Pace();
    run(pace, [10_000]);
    expect(pace.iteration).toBeUndefined();
    expect(pace.together).toBe(1);
    expect(pace.untilAsking({ iterations: 1, submitted: 0 }, 0)).toBe(0);
  });

  test("is the shorter of the last two: a first one, and one that compiles something, count once", () => {
    const pace = new Pace();
    run(pace, [10_000, 100]);
    expect(pace.iteration).toBe(100);
    const again = new Pace();
    run(again, [100, 3_000]);
    expect(again.iteration).toBe(100);
  });

  test("is counted from when the device was free", () => {
    const pace = new Pace();
    // Submitted at once, done one after the other.
    for (const end of [100, 200, 300]) pace.done({ iterations: 1, submitted: 0 }, false, end - 5, end);
    expect(pace.iteration).toBe(100);
    expect(pace.untilAsking({ iterations: 2, submitted: 0 }, 300)).toBeCloseTo(190);
  });

  test("is tried shorter when the answer was there before the question", () => {
    const pace = new Pace();
    const now = run(pace, [100, 100]);
    for (const end of [now + 95, now + 190]) pace.done({ iterations: 1, submitted: now }, true, end - 0.1, end);
    expect(pace.iteration).toBeLessThan(95);
  });

  test("isn't learnt from who came late for another reason", () => {
    const pace = new Pace();
    const now = run(pace, [100, 100]);
    for (const end of [now + 900, now + 1800]) pace.done({ iterations: 1, submitted: now }, false, end, end);
    expect(pace.iteration).toBe(100);
  });
});

test("short iterations share a submit, long ones have one each", () => {
  for (const [time, together] of [[0.1, 32], [5, 4], [19, 1], [600, 1]]) {
    const pace = new Pace();
    run(pace, [time, time], time);
    expect(pace.together).toBe(together);
  }
});
