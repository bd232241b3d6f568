/**
 * Where an activation's derivative asks on which side of zero its input was, its output tells as well: relu and leaky_relu keep the sign.
 * Where the output lies in memory for the next layer's product, the input need not be kept for the way back.
 */

import { type Graph, mapRoots, rootsOf } from "../ir/graph.js";
import { type Node, make, reachable, withInputs, withOrigin } from "../ir/node.js";
import { constantValue, greater, greaterEqual, maximum, mul, select } from "../ops/index.js";
import { inputsOf, is, isNumber } from "../simplify/rule.js";
import { laidOutValue } from "./access.js";
import { isTiled } from "./contraction.js";

export function maskByOutputs(graph: Graph, batch: number): Graph {
  const nodes = reachable(rootsOf(graph));
  const stored = new Set(nodes.flatMap((node) => (isTiled(node, batch) ? node.inputs.map(laidOutValue) : [])));
  const outputs = new Map(nodes.flatMap((node) => (stored.has(node) ? rectified(node).map((input) => [input, node] as const) : [])));
  if (outputs.size === 0) return graph;
  const rebuilt = new Map<Node, Node>();
  /** The same comparison, of the output. */
  const ofOutput = (mask: Node, output: Node): Node => {
    const [a, b] = mask.inputs;
    return make(mask.op, isNumber(b, 0) ? [rebuilt.get(output)!, b] : [a, rebuilt.get(output)!], mask.attributes);
  };
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => {
      const output = maskOf(input, outputs);
      // The output itself, and what it is made of, come before it.
      return output && output !== node && output.id < node.id ? withOrigin(input.origin, () => ofOutput(input, output)) : rebuilt.get(input)!;
    });
    rebuilt.set(node, withInputs(node, inputs));
  }
  return mapRoots(graph, (root) => rebuilt.get(root)!);
}

/** The value that the node rectifies, if it does. */
function rectified(node: Node): Node[] {
  const [a, b] = inputsOf(node, maximum);
  if (a) return isNumber(a, 0) ? [b] : isNumber(b, 0) ? [a] : [];
  const [condition, above, below] = inputsOf(node, select);
  if (!condition || !is(condition, greater) || condition.inputs[0] !== above || !isNumber(condition.inputs[1], 0)) return [];
  const slope = inputsOf(below, mul).includes(above) ? below.inputs.map(constantValue).find((value) => value !== undefined) : undefined;
  return slope !== undefined && slope > 0 ? [above] : [];
}

/** x > 0 and 0 >= x, where x has a rectified output. */
function maskOf(mask: Node, outputs: ReadonlyMap<Node, Node>): Node | undefined {
  const [a, b] = mask.inputs;
  if (is(mask, greater) && isNumber(b, 0)) return outputs.get(a);
  return is(mask, greaterEqual) && isNumber(a, 0) ? outputs.get(b) : undefined;
}
