import { expect, test } from "vitest";
import { foreignArguments, foreignNames } from "../../compiler/check/foreign.js";
import { builtins } from "../../compiler/library/index.js";
import { checkText } from "./checking.js";
import { mistakeIn } from "./helper.js";

test("what other frameworks call a thing is offered as what it is called here", () => {
  for (const [name, meant] of foreignNames) {
    expect(builtins.has(name), `${name} is a name of the language`).toBe(false);
    expect(builtins.has(meant) || checkText(`let known = ${meant}`).diagnostics.every(({ code }) => code !== "name/unknown"), meant).toBe(true);
    expect(mistakeIn(`data x: [2]\nlet y = ${name}(x)`).help).toMatch(/^did you mean \w+\?$/);
  }
  expect(mistakeIn("data x: [2]\nlet y = x -> cat(x)").help).toBe("did you mean concat?");
  expect(mistakeIn("data x: [2]\nlet y = stop_gradient(x)").help).toBe("did you mean stop?");
});

test("methods and indices are one mistake each, and what follows from them is none", () => {
  expect(mistakeIn("data x: [2]\nlet m = x.mean()\nlet n = m + 1")).toMatchObject({ code: "syntax/operator", help: "a function takes the value: mean(x), or x -> mean" });
  expect(mistakeIn("data x: [2]\nlet m = mean(x[0]) * 2\nlet n = m + 1")).toMatchObject({ code: "syntax/operator", message: "values are not indexed" });
});

test("what other frameworks call an argument is offered as what the callee calls it", () => {
  const parameters = [...builtins.values()].flatMap((builtin) => builtin.parameters.map(({ name }) => name)).concat("lr");
  for (const [name, meant] of foreignArguments) {
    expect(parameters).not.toContain(name);
    for (const parameter of meant) expect(parameters).toContain(parameter);
  }
  const helpOf = (call: string): string | undefined => mistakeIn(`network N(x: [2, 4, 4]) -> [2, 4, 4] { ${call} }`).help;
  expect(helpOf("x -> conv(2, 3, padding: 1)")).toBe("did you mean pad?");
  expect(helpOf("x -> conv_transpose(2, 3, pad: 1, output_padding: 1)")).toBe("did you mean output_pad?");
  expect(helpOf("x - mean(x, dim: 0)")).toBe("did you mean over?");
});

test("a class joined to a vector is told how it becomes one, on either side", () => {
  for (const pair of ["z, y", "y, z"]) {
    const { code, help } = mistakeIn(`network N(z: [2], y: class[3]) -> [5] { concat(${pair}) }`);
    expect({ code, help }).toEqual({ code: "shape/concat", help: "one_hot(y) makes a vector of a class, and so does embedding(y, 10), a learned one" });
  }
});
