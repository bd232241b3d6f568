/** Losses: one number each, which depends on the weights that it is to move. */

import { nearest } from "../../grammar/nearest.js";
import type { Declaration, Identifier, Loss } from "../../grammar/syntax.js";
import { type Context, fail } from "./context.js";
import { elaborate } from "./expression.js";
import { duplicate, offer } from "./names.js";
import { refuseFrozen } from "./frozen.js";
import { callsIn } from "./network-cycle.js";
import { namesOfNetworks, networkNamed } from "./network-names.js";
import type { CheckedLoss, Term } from "./program.js";
import { weightsReached } from "./reach.js";
import { describe, isOneNumber, oneNumberOf, type Signature } from "./value.js";

/** By name; `undefined` for one that is wrong, which was told: it is declared, but not to be used. */
export type Losses = ReadonlyMap<string, CheckedLoss | undefined>;

export function checkLosses(declarations: readonly Declaration[], context: Context): Losses {
  const losses = new Map<string, CheckedLoss | undefined>();
  const places = new Map<string, Identifier>();
  for (const declaration of declarations) {
    if (declaration.kind !== "loss") continue;
    const { name } = declaration;
    const before = places.get(name.name);
    if (before) fail(context, duplicate(`loss ${name.name}`, name.span, before.span));
    places.set(name.name, name);
    losses.set(name.name, checkLoss(declaration, context));
  }
  return losses;
}

function checkLoss({ name, over, value: expression, span }: Loss, context: Context): CheckedLoss | undefined {
  const named = over.length > 0 ? once(over, context) : [name];
  const networks = named.flatMap((identifier) => {
    const signature = networkFor(identifier, over.length > 0 ? undefined : name.name, context);
    return signature ? [{ identifier, signature }] : [];
  });
  const term = elaborate(expression, context);
  if (term.kind === "unknown") return undefined;
  if (!isOneNumber(term)) {
    fail(context, { code: "loss/scalar", message: `a loss is one number, and loss ${name.name} is ${describe(term)}`, span: expression.span, label: describe(term), help: oneNumberOf("mean", term) });
    return undefined;
  }
  const reached = networks.filter(({ identifier, signature }) => reaches(term, identifier, signature, expression, context));
  if (reached.length < named.length) return undefined;
  const moved = new Set(networks.flatMap(({ signature }) => withCalled(signature.name, context)));
  return { name: name.name, over: [...context.networks.keys()].filter((network) => moved.has(network)), term, span };
}

/** Each network by its first name; one that is named again is told. */
function once(over: readonly Identifier[], context: Context): Identifier[] {
  const names = [...new Set(over.map(({ name }) => name))];
  return over.filter(({ name, span }, i) => {
    const before = over.slice(0, i).find((earlier) => earlier.name === name);
    if (before) fail(context, { code: "name/duplicate", message: `${name} is named twice`, span, related: [{ message: "the first time", span: before.span }], help: `write over ${names.join(", ")}` });
    return !before;
  });
}

/** `loss`: its name, where it names the network too. */
function networkFor({ name, span }: Identifier, loss: string | undefined, context: Context): Signature | undefined {
  if (refuseFrozen({ name, span }, context)) return undefined;
  const signature = networkNamed(name, context);
  if (signature) return signature;
  const binding = context.scope.find(name);
  const value = binding?.value();
  // A network that is wrong, or was not read, was told.
  if (value?.kind === "unknown" || (!binding && context.unread.mayDeclare(name, "value"))) return undefined;
  const known = namesOfNetworks(context);
  const near = offer(name, known);
  const what = value && binding ? `${binding.what} is no network` : `there is no network ${name}`;
  const related = binding && value ? [{ message: binding.what, span: binding.span }] : [];
  fail(context, { code: "loss/network", message: `${what} for the loss to move the weights of`, span, related, help: loss === undefined || known.length === 0 ? near : overHelp(loss, near, known) });
  return undefined;
}

/** A loss without `over` may be one of a misspelt network, or one that doesn't say whose it is. */
function overHelp(loss: string, near: string | undefined, known: readonly string[]): string {
  const over = `loss ${loss} over ${nearest(loss, known) ?? known[0]} = …`;
  return near === undefined ? `say whose weights it moves: ${over}` : `${near} A loss of another name says whose weights it moves: ${over}`;
}

/** Whether the loss has a derivative by at least one weight of the network, or of one that it calls. */
function reaches(term: Term, { name, span }: Identifier, signature: Signature, expression: Loss["value"], context: Context): boolean {
  const names = withCalled(signature.name, context);
  const [moving, any] = (["derivative", "any"] as const).map((way) => weightsReached(term, way, context.networks));
  const networks = names.map((network) => context.networks.get(network)?.checked());
  if (moving.uncertain || networks.includes(undefined) || names.some((network) => moving.networks.has(network))) return true;
  if (networks.every((network) => network?.weights.every(({ spec }) => spec.role !== "weight"))) {
    fail(context, { code: "loss/weights", message: `${name} has no weights for the loss to move`, span });
  } else if (names.some((network) => any.networks.has(network))) {
    fail(context, {
      code: "loss/constant",
      message: `the loss reaches the weights of ${name} only through operations without a derivative`,
      span,
      related: [{ message: "no derivative leads from here", span: expression.span }],
      help: "floor, round, sign, comparisons, classes and stop have none",
    });
  } else {
    fail(context, { code: "loss/independent", message: `the loss does not depend on the weights of ${name}`, span, related: [{ message: `no ${name} goes into this`, span: expression.span }] });
  }
  return false;
}

/** The network and those that it calls, however deep, but for frozen ones. */
function withCalled(network: string, context: Context): string[] {
  const found = new Set([network]);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const name of found) {
    const body = context.networks.get(name)?.checked()?.body;
    if (body) callsIn(body).forEach((called) => found.add(called));
  }
  return [...found].filter((name) => !context.networks.get(name)?.frozen);
}
