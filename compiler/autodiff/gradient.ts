/**
 * The reverse sweep. From the scalar back to the targets: take a node's cotangent, ask its operation for its inputs'
 * cotangents, add them up. What it builds are nodes, so that running it on its own result is the second derivative: there
 * is no mode, no tape and no order that anything knows of.
 */

import { type Node, reachable, withOrigin } from "../ir/node.js";
import { IrError } from "../ir/op.js";
import { add, constant } from "../ops/index.js";
import { stabilised } from "../simplify/stable.js";

/**
 * For each target the gradient of `scalar`, of the target's shape; `undefined` where no derivative leads to it. Throws an
 * `IrError` where `scalar` is none. Of logarithms of probabilities the stable form is differentiated: 1 / p times p's own
 * derivative would be NaN where p is 0 in float32.
 */
export function gradient(scalar: Node, targets: readonly Node[]): (Node | undefined)[] {
  if (scalar.type.shape.length > 0 || scalar.type.dtype !== "f32") throw new IrError("a gradient is of an f32 scalar");
  return sweep(stabilised(scalar, targets), targets);
}

function sweep(scalar: Node, targets: readonly Node[]): (Node | undefined)[] {
  const onTheWay = between(scalar, targets);
  const wanted = new Set(onTheWay);
  const cotangents = new Map<Node, Node>([[scalar, constant(1, scalar.type)]]);
  for (const node of [...onTheWay].reverse()) {
    const cotangent = cotangents.get(node);
    if (!cotangent || !node.op.vjp) continue;
    const vjp = node.op.vjp;
    const origin = node.origin && { ...node.origin, derivative: true };
    withOrigin(origin, () => {
      const contributions = vjp({ inputs: node.inputs, attributes: node.attributes, output: node, cotangent });
      contributions.forEach((contribution, i) => {
        const input = node.inputs[i];
        if (!contribution || !wanted.has(input)) return;
        const before = cotangents.get(input);
        cotangents.set(input, before ? add(before, contribution) : contribution);
      });
    });
  }
  return targets.map((target) => (wanted.has(target) ? cotangents.get(target) : undefined));
}

/** The nodes that the scalar needs and that depend on a target, inputs first. */
function between(scalar: Node, targets: readonly Node[]): Node[] {
  const dependent = new Set<Node>(targets);
  return reachable([scalar]).filter((node) => {
    if (!dependent.has(node) && !node.inputs.some((input) => dependent.has(input))) return false;
    dependent.add(node);
    return true;
  });
}
