/** Frozen networks: weights from a file, which nothing moves. */

import type { Identifier, Network } from "../../grammar/syntax.js";
import { type Context, fail } from "./context.js";
import type { Weight } from "./program.js";
import type { FirstArgument, OpenNetworkValue, Signature } from "./value.js";

/** Tells what is wrong with how a network says where its weights come from. */
export function refuseOrigin({ name: { name, span }, frozen, from, init }: Network, context: Context): boolean {
  if (frozen && !from) fail(context, { code: "frozen/file", message: `${name} is frozen, and does not say which file has its weights`, span, help: `write from "${name.toLowerCase()}.safetensors" before its body` });
  else if (from && !frozen) fail(context, { code: "frozen/file", message: `the weights of ${name} come from a file, and it is not frozen`, span: from.span, help: "write frozen before it, or start it from a file with --weights" });
  else if (frozen && init) fail(context, { code: "frozen/init", message: `${name} is frozen: its weights start as its file has them`, span: init.span });
  else return false;
  return true;
}

/** Nothing starts them: what the file has is written over these. */
export function unstarted(weight: Weight): Weight {
  return { ...weight, initial: { kind: "constant", value: 0 } };
}

/** `signature`: makes it for these arguments. */
export function openNetwork(network: Network, signature: (given: readonly FirstArgument[]) => Signature | undefined, context: Context): OpenNetworkValue {
  let state: "open" | "closing" | "closed" = "open";
  let closed: Signature | undefined;
  const { name, span } = network.name;
  return {
    kind: "open network",
    network,
    scope: context.scope,
    close(given) {
      if (state === "closing") fail(context, { code: "name/cycle", message: `network ${name} calls itself: ${name} → ${name}`, span });
      if (state !== "open") return closed;
      state = "closing";
      closed = signature(given);
      state = "closed";
      return closed;
    },
  };
}

/** Tells of a network whose weights are to be moved and can't be. */
export function refuseFrozen({ name, span }: Identifier, context: Context): boolean {
  const binding = context.scope.find(name);
  const value = binding?.value();
  const isFrozen = value?.kind === "open network" || (value?.kind === "network" && value.signature.frozen);
  if (binding && isFrozen) fail(context, { code: "frozen/moved", message: `${name} is frozen: nothing moves the weights that its file has`, span, related: [{ message: binding.what, span: binding.span }] });
  return isFrozen;
}
