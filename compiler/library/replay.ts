/**
 * The history of images (Shrivastava et al. 2017, arXiv 1612.07828, section 2.3; Zhu et al. 2017, arXiv 1703.10593): a
 * discriminator sees, beside what the generator makes now, what it made a while ago.
 *
 * A buffer of `size` samples and how many of them are there. While it fills, each sample is stored and is the result.
 * Once it is full, each sample of a batch is given a place of its own, and with probability 1/2 it goes there and what
 * was there is the result; else the sample itself is.
 *
 * The papers take one sample after the other. Here a batch is one operation: all its samples see the buffer as it was
 * before the step, and a random permutation of the places, the r-th of them for sample r, lets no two exchange with the
 * same one. Of a batch of 1, as CycleGAN has, that is the papers' rule itself; of a larger one each sample is exchanged as
 * often and with each place as often as there, only never with what came in the same batch. In the batch that fills the
 * buffer up, what finds no room is the result and is not stored; of a batch larger than the buffer, the samples beyond
 * `size` never are.
 */

import type { Node } from "../ir/node.js";
import { B, type Shape } from "../ir/type.js";
import { add, and, batchSize, broadcast, cast, contract, equal, greater, greaterEqual, iota, less, minimum, or, reshape, select, stop, sum } from "../ops/index.js";
import { asNumber, spread } from "./align.js";
import type { Builtin, LowerContext } from "./builtin.js";
import { demandBatch, demandSizes } from "./demands.js";
import { countOption, numberOption } from "./options.js";
import { tensor } from "./type.js";

const zero = { kind: "constant", value: 0 } as const;

/** Each place's number in a random order, from 0: f32[size]. */
function shuffledPlaces(size: number, context: LowerContext): Node {
  const keys = context.random("uniform", [size]);
  const pairs: Shape = [size, size];
  const [own, other] = [broadcast(keys, pairs, [0]), broadcast(keys, pairs, [1])];
  const earlier = and(equal(other, own), less(iota(pairs, 1), iota(pairs, 0)));
  return sum(cast(or(less(other, own), earlier), "f32"), [1]);
}

/** Which sample goes to which place, bool[B, size]: those that fill the buffer, and those that are exchanged. */
function moves(count: Node, size: number, context: LowerContext): { readonly filled: Node; readonly exchanged: Node } {
  const grid: Shape = [B, size];
  const [sample, place] = [0, 1].map((axis) => cast(iota(grid, axis), "f32"));
  const isFull = spread(greaterEqual(count, size), grid);
  const isChosen = less(context.random("uniform", [B]), 0.5);
  const meets = equal(sample, broadcast(shuffledPlaces(size, context), grid, [1]));
  return {
    filled: equal(place, add(sample, spread(count, grid))),
    exchanged: and(and(isFull, broadcast(isChosen, grid, [0])), meets),
  };
}

/** Whether any holds along an axis. */
function any(conditions: Node, axis: number): Node {
  return greater(sum(cast(conditions, "f32"), [axis]), 0);
}

const replay: Builtin = {
  name: "replay",
  draws: true,
  differentiable: false,
  summary: "v, or in its place what was v some steps ago, from a history of `size` samples (Shrivastava et al. 2017); a constant, as of `stop`; after training v itself",
  parameters: [
    { name: "v", kind: "value" },
    { name: "size", kind: "number", integer: true, default: 50 },
  ],
  check({ values: [value], options }) {
    const size = countOption("replay", options, "size");
    demandBatch("replay", value);
    const shape = value.shape.length === 0 ? [] : demandSizes("replay", value);
    return {
      type: tensor(shape, true),
      weights: [
        { name: "buffer", shape: [size, ...shape], role: "memory", initial: zero },
        { name: "count", shape: [], role: "memory", initial: zero },
      ],
    };
  },
  lower({ inputs: [input], types: [value], options, weights, context }) {
    const x = stop(asNumber(input));
    if (!context.training) return x;
    const size = numberOption(options, "size");
    const features = value.shape.reduce<number>((product, dim) => product * Number(dim), 1);
    const samples = reshape(x, [B, features]);
    const count = context.statistic(weights.count);
    const buffer = reshape(context.statistic(weights.buffer), [size, features]);
    const { filled, exchanged } = moves(count, size, context);
    const stored = or(filled, exchanged);
    const incoming = contract("is,if->sf", cast(stored, "f32"), samples);
    const outgoing = contract("is,sf->if", cast(exchanged, "f32"), buffer);
    context.move(weights.buffer, reshape(select(broadcast(any(stored, 0), [size, features], [0]), incoming, buffer), weights.buffer.type.shape));
    context.move(weights.count, minimum(add(count, batchSize()), size));
    return reshape(select(broadcast(any(exchanged, 1), [B, features], [0]), outgoing, samples), x.type.shape);
  },
};

export const histories: readonly Builtin[] = [replay];
