import { afterEach, expect, test, vi } from "vitest";
import { Progress } from "../../cli/progress.js";

const { isTTY, columns } = process.stderr;
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(process.stderr, { isTTY, columns });
});

const report = { iteration: 7, epoch: 0, loss: { D: 0.125, G: 2 }, metric: { real_score: 0.5 } };
const whole = "iteration 7/7  loss D 0.125  loss G 2  real_score 0.5";

/** What is written for a report where this many columns are, one after the other. */
function written(...widths: readonly (number | undefined)[]): string[] {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  Object.assign(process.stderr, { isTTY: true });
  const progress = new Progress(() => 7);
  for (const width of widths) {
    Object.assign(process.stderr, { columns: width });
    progress.show(report);
  }
  return write.mock.calls.map(([text]) => String(text));
}

test.each([
  [undefined, whole],
  [whole.length + 1, whole],
  [whole.length, "iteration 7/7  loss D 0.125  loss G 2  …"],
  [40, "iteration 7/7  loss D 0.125  …"],
  [20, "iteration 7/7  …"],
  [14, "iteration 7/7"],
  [10, "iteration"],
])("in %s columns the living line is %j", (width, line) => {
  expect(written(width)).toEqual([`\r${line}`]);
});

test("what a longer line left is wiped out, as far as there are columns", () => {
  const [, second, third] = written(undefined, 40, 40);
  expect(second).toBe(`\r${"iteration 7/7  loss D 0.125  …".padEnd(39)}`);
  expect(third).toBe("\riteration 7/7  loss D 0.125  …");
});

test("where nobody looks a line is whole", () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  Object.assign(process.stderr, { isTTY: false, columns: 20 });
  new Progress(() => 7).show(report);
  expect(write.mock.calls).toEqual([[`${whole}\n`]]);
});
