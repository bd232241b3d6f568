/** The training steps of the workloads in jax-js, each iteration one `jit`. `step` waits for nothing; `losses` reads those of the last. */
import { jit, numpy as np, random, tree, valueAndGrad } from "@jax-js/jax";
import { samples } from "./layers.mjs";

/** log1p would be 39 dispatches more an iteration. */
const softplus = (x) => np.log(np.exp(np.negative(np.abs(x.ref))).add(1)).add(np.maximum(x, 0));
/** Mean binary cross entropy on logits: of the target 1, and of 0. */
const bceReal = (logits) => np.mean(softplus(np.negative(logits)));
const bceFake = (logits) => np.mean(softplus(logits));

/** What is drawn is drawn outside the `jit`: inside it would be 16 dispatches instead of one. */
let keys = 0;
const nextKey = () => random.key(++keys);

const zeros = (weights) => tree.map((weight) => np.zeros(weight.shape), weights);
/** Weights with Adam's moments and the number of steps, as one tree. */
const trained = (weights) => ({ weights, first: zeros(weights), second: zeros(weights), steps: np.array(0) });

/** PyTorch's rule, bias corrections included. Consumes all that it is given. */
function adam({ weights, first, second, steps }, gradient, { lr, beta1, beta2 }) {
  const count = steps.add(1);
  const correction1 = np.subtract(1, np.power(beta1, count.ref));
  const correction2 = np.subtract(1, np.power(beta2, count.ref));
  const m = tree.map((old, g) => old.mul(beta1).add(g.mul(1 - beta1)), first, tree.ref(gradient));
  const v = tree.map((old, g) => old.mul(beta2).add(np.square(g).mul(1 - beta2)), second, gradient);
  const update = (weight, mean, square) => weight.sub(mean.mul(lr).div(correction1.ref).div(np.sqrt(square.div(correction2.ref)).add(1e-8)));
  const moved = tree.map(update, weights, tree.ref(m), tree.ref(v));
  tree.dispose([correction1, correction2]);
  return { weights: moved, first: m, second: v, steps: count };
}

/** One D step, then one G step, each from a draw of its own. */
export function gan({ G, D, latent, data: { x } }) {
  const real = samples(x);
  const rule = { lr: 2e-4, beta1: 0.5, beta2: 0.999 };
  const lossD = (weightsD, weightsG, real, z) => bceReal(D.apply(tree.ref(weightsD), real)).add(bceFake(D.apply(weightsD, G.apply(weightsG, z)))).mul(0.5);
  const lossG = (weightsG, weightsD, z) => bceReal(D.apply(weightsD, G.apply(weightsG, z)));
  const iterate = jit((state, real, noise) => {
    const [zD, zG] = [noise.ref.slice(0), noise.slice(1)];
    const [valueD, gradientD] = valueAndGrad(lossD)(tree.ref(state.D.weights), tree.ref(state.G.weights), real, zD);
    const movedD = adam(state.D, gradientD, rule);
    const [valueG, gradientG] = valueAndGrad(lossG)(tree.ref(state.G.weights), tree.ref(movedD.weights), zG);
    return [{ G: adam(state.G, gradientG, rule), D: movedD }, { D: valueD, G: valueG }];
  });
  return running({ G, D }, (state) => iterate(state, real.ref, random.normal(nextKey(), [2, x.count, latent])));
}

/** One step of a Wasserstein critic on real and fake samples, with the gradient penalty where lambda isn't 0. */
export function critic({ D, data: { x, fake }, settings: { lambda } }) {
  const [real, made] = [samples(x), samples(fake)];
  const rule = { lr: 1e-4, beta1: 0, beta2: 0.9 };
  const penalty = (weights, real, made, place) => {
    const between = place.ref.mul(real).add(np.subtract(1, place).mul(made));
    const [value, slopes] = valueAndGrad((at) => np.sum(D.apply(weights, at)))(between);
    value.dispose();
    const slope = np.sqrt(np.sum(np.square(slopes), x.shape.map((_, i) => i + 1)));
    return np.mean(np.square(slope.sub(1))).mul(lambda);
  };
  const loss = (weights, real, made, place) => {
    const plain = np.mean(D.apply(tree.ref(weights), made.ref)).sub(np.mean(D.apply(tree.ref(weights), real.ref)));
    if (lambda !== 0) return plain.add(penalty(weights, real, made, place));
    tree.dispose([weights, real, made, place]);
    return plain;
  };
  const iterate = jit((state, real, made, place) => {
    const [value, gradient] = valueAndGrad(loss)(tree.ref(state.D.weights), real, made, place);
    return [{ D: adam(state.D, gradient, rule) }, { D: value }];
  });
  const places = () => random.uniform(nextKey(), [x.count, ...x.shape.map(() => 1)]);
  return running({ D }, (state) => iterate(state, real.ref, made.ref, places()));
}

function running(networks, iterate) {
  let state = Object.fromEntries(Object.entries(networks).map(([name, { weights }]) => [name, trained(weights)]));
  let last;
  return {
    parameters: Object.fromEntries(Object.entries(networks).map(([name, { parameters }]) => [name, parameters])),
    step: () => {
      tree.dispose(last);
      [state, last] = iterate(state);
    },
    losses: async () => Object.fromEntries(await Promise.all(Object.entries(last).map(async ([name, loss]) => [name, (await loss.ref.data())[0]]))),
  };
}
