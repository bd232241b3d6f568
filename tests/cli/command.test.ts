import { describe, expect, test } from "vitest";
import { type Command, type Input, UsageError, readInput } from "../../cli/command.js";

const command: Command = {
  name: "show",
  usage: "DIR",
  summary: "",
  example: "",
  options: { out: { value: "FILE", short: "o", about: "" }, n: { value: "N", about: "" }, set: { value: "NAME=NUMBER", about: "" }, json: { about: "" } },
  takes: [1, 2],
  run: async () => 0,
};

const read = (...args: string[]): Input => readInput(command, args, true);

test("a value stands behind its option, or hangs on it", () => {
  for (const args of [["--out", "a.png"], ["--out=a.png"], ["-o", "a.png"], ["-oa.png"], ["-o=a.png"], ["--out", "b", "--out", "a.png"]]) expect(read("run", ...args).text("out"), String(args)).toBe("a.png");
  expect(read("run", "--out", "-").text("out")).toBe("-");
  expect(read("run", "--out=--json").text("out")).toBe("--json");
  expect(read("run", "-n", "5").whole("n", 1)).toBe(5);
  expect(read("--set", "a=1", "run", "--set=b=-2").list("set")).toEqual(["a=1", "b=-2"]);
  expect(read("--json", "run").flag("json")).toBe(true);
  expect(read("run").flag("json")).toBe(false);
  expect(read("run", "--", "--json").words).toEqual(["run", "--json"]);
});

test("a setting is a number that float32 can hold", () => {
  expect([...read("run", "--set", "a= 1 ", "--set", "b=-3.4e38", "--set", "c=1e-60").settings()]).toEqual([["a", 1], ["b", -3.4e38], ["c", 1e-60]]);
});

test("a negative number is a value, of an option and of an input", () => {
  const { words, others } = read("--z", "-1", "run", "--angle", "-.5e-3", "--z2=-3", "--constructor", "7");
  expect(words).toEqual(["run"]);
  expect([...others]).toEqual([["z", "-1"], ["angle", "-.5e-3"], ["z2", "-3"], ["constructor", "7"]]);
  expect(() => read("run", "--n", "-1").whole("n", 1)).toThrow("--n takes a whole number of at least 1, and it is -1");
  expect(read("-1").words).toEqual(["-1"]);
});

describe("what is wrong is said", () => {
  test.each([
    [["run", "--out", "--json"], "--out needs a value: --out FILE, or --out=--json if --json is one"],
    [["run", "-o", "-n", "3"], "-o needs a value: -o FILE, or -o=-n if -n is one"],
    [["run", "--out"], "--out needs a value: --out FILE"],
    [["run", "--json=1"], "--json takes no value"],
    [["run", "--angle", "--json"], "ganc show has no option --angle"],
    [["run", "--jsn"], "ganc show has no option --jsn; did you mean --json?"],
    [["--json"], "usage: ganc show DIR"],
    [["a", "b", "c"], "usage: ganc show DIR"],
  ])("%j", (args, message) => {
    expect(() => read(...args)).toThrow(new UsageError(message));
  });

  test.each([
    ["lr=", "--set takes NAME=NUMBER, and it is lr="],
    ["lr= ", "--set takes NAME=NUMBER, and it is lr= "],
    ["lr=fast", "--set takes NAME=NUMBER, and it is lr=fast"],
    ["1e-4", "--set takes NAME=NUMBER, and it is 1e-4"],
    ["lr=Infinity", "--set lr=Infinity is too large: a number is at most 3.4e38"],
    ["lr=-1e39", "--set lr=-1e39 is too large: a number is at most 3.4e38"],
  ])("--set %j", (text, message) => {
    expect(() => read("run", "--set", text).settings()).toThrow(new UsageError(message));
  });

  test("an option that there isn't, where inputs are none", () => {
    expect(() => readInput(command, ["run", "--ou", "1"])).toThrow(new UsageError("ganc show has no option --ou; did you mean --out?"));
    expect(() => readInput(command, ["run", "--constructor", "1"])).toThrow(new UsageError("ganc show has no option --constructor"));
  });
});
