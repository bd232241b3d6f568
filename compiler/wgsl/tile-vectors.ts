/** Four elements as one vector. */

import type { Nest } from "./nest.js";

/** The vector as it was read, where these are its parts in order; else one made of them, of zeros from the last on. */
export function vectorOf(parts: readonly string[], nest: Nest): string {
  const name = /^(\w+)\.x$/.exec(parts[0])?.[1];
  if (name && parts.length === 4 && parts.every((part, lane) => part === `${name}.${"xyzw"[lane]}`)) return name;
  return nest.define(`vec4f(${[...parts, ..."0.0 0.0 0.0".split(" ")].slice(0, 4).join(", ")})`, nest.loopVariables, "column");
}
