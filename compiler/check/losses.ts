/** Losses: one number each, which depends on the weights that it is to move. */

import type { File, Loss } from "../../grammar/syntax.js";
import { nearest } from "../../grammar/nearest.js";
import { type Context, fail } from "./context.js";
import { duplicate, elaborate } from "./expression.js";
import type { CheckedLoss, Term } from "./program.js";
import { callsIn } from "./network.js";
import { weightsReached } from "./reach.js";
import type { Signature } from "./value.js";
import { describe, isTerm } from "./value.js";

/** By name; `undefined` for one that is wrong, which was told. */
export function checkLosses(file: File, context: Context): Map<string, CheckedLoss | undefined> {
  const losses = new Map<string, CheckedLoss | undefined>();
  const places = new Map<string, Loss["name"]>();
  for (const declaration of file.declarations) {
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
  const named = over.length > 0 ? over : [name];
  const networks = named.map((network) => {
    const signature = context.networks.get(network.name);
    const declaredWrong = context.scope.find(network.name)?.what === `network ${network.name}`;
    if (!signature && !declaredWrong) {
      const near = nearest(network.name, context.networks.keys());
      const help = near ? `did you mean ${near}?` : over.length > 0 ? undefined : `say whose weights it moves: loss ${name.name} over ${[...context.networks.keys()][0] ?? "G"} = …`;
      fail(context, { code: "loss/network", message: `there is no network ${network.name} for the loss to be over`, span: network.span, help });
    }
    return signature;
  });
  const term = elaborate(expression, context);
  if (term.kind === "unknown" || networks.some((network) => !network)) return undefined;
  if (!isTerm(term) || term.type.kind !== "tensor" || term.type.shape.length > 0 || term.type.batched || term.type.dtype !== "f32") {
    fail(context, { code: "loss/scalar", message: `a loss is one number, and loss ${name.name} is ${describe(term)}`, span: expression.span, help: "mean(…) makes one number of it" });
    return undefined;
  }
  const moved = (networks as Signature[]).map((network) => withCalled(network, context));
  const sound = moved.every((names, i) => reaches(term, names, named[i].name, named[i].span, expression, context));
  const all = new Set(moved.flat());
  return sound ? { name: name.name, over: [...context.networks.keys()].filter((network) => all.has(network)), term, span } : undefined;
}

function reaches(term: Term, names: readonly string[], network: string, at: Loss["span"], expression: Loss["value"], context: Context): boolean {
  const differentiable = weightsReached(term, true, context.networks);
  if (names.some((name) => differentiable.has(name))) return true;
  const any = weightsReached(term, false, context.networks);
  const constant = names.some((name) => any.has(name));
  fail(context, {
    code: constant ? "loss/constant" : "loss/independent",
    message: constant ? `the loss reaches the weights of ${network} only through operations without a derivative` : `the loss does not depend on the weights of ${network}`,
    span: at,
    related: [{ message: constant ? "no derivative leads from here" : `no ${network} in here`, span: expression.span }],
  });
  return false;
}

/** The network and those that it calls, however deep. */
function withCalled(network: Signature, context: Context): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const body = context.networks.get(name)?.checked()?.body;
    if (body) callsIn(body).forEach(visit);
  };
  visit(network.name);
  return [...found];
}
