/** Networks as a name of the top level: an imported one may have brought others along, which only it knows. */

import type { Context } from "./context.js";
import type { Signature } from "./value.js";

/** With weights of its own, under its own name: no running average. */
export function networkNamed(name: string, context: Context): Signature | undefined {
  const value = context.scope.find(name)?.value();
  return value?.kind === "network" && value.averaged === undefined && value.signature.name === name ? value.signature : undefined;
}

/** In the order of the program. */
export function namesOfNetworks(context: Context): readonly string[] {
  return [...context.networks.keys()].filter((name) => networkNamed(name, context));
}
