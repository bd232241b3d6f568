/** Four elements as one vector. */

import type { Nest } from "./nest.js";

/** The vector whose parts these are, in order, where they are those of one. */
export function wholeVector(parts: readonly string[]): string | undefined {
  const name = /^(\w+)\.x$/.exec(parts[0])?.[1];
  return name && parts.length === 4 && parts.every((part, lane) => part === `${name}.${"xyzw"[lane]}`) ? name : undefined;
}

/** The vector as it was read, or one made of its parts; past the last of them it is zero. */
export function vectorOf(parts: readonly string[], nest: Nest): string {
  return wholeVector(parts) ?? nest.define(`vec4f(${[...parts, ..."0.0 0.0 0.0".split(" ")].slice(0, 4).join(", ")})`, nest.loopVariables, "column");
}
