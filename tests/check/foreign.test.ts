import { expect, test } from "vitest";
import { foreignNames } from "../../compiler/check/foreign.js";
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
