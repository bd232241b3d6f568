import { readdirSync } from "node:fs";

/** The programs that come with ganc, from the package's root. */
export function exampleFiles(): string[] {
  return readdirSync("examples").filter((name) => name.endsWith(".gan")).sort().map((name) => `examples/${name}`);
}
