/** The training steps of the workloads in TF.js. `step` launches one iteration and waits for nothing; `losses` reads those of the last. */
import * as tf from "./tf.mjs";
import { samples } from "./layers.mjs";

/** Mean binary cross entropy on logits, stably. */
const bce = (logits, target) => tf.mean(tf.add(tf.sub(tf.relu(logits), tf.mul(logits, target)), tf.log1p(tf.exp(tf.neg(tf.abs(logits))))));

/** One D step, then one G step, each from a draw of its own. */
export function gan({ G, D, latent, data: { x } }) {
  const real = samples(x);
  const noise = () => tf.randomNormal([x.count, latent]);
  const [adamG, adamD] = [0, 1].map(() => tf.train.adam(2e-4, 0.5, 0.999));
  const last = {};
  const keep = (name, loss) => {
    last[name]?.dispose();
    last[name] = tf.keep(loss);
  };
  return {
    parameters: { G: G.parameters, D: D.parameters },
    step: () =>
      tf.tidy(() => {
        const fake = G.apply(noise());
        keep("D", adamD.minimize(() => tf.mul(tf.add(bce(D.apply(real), 1), bce(D.apply(fake), 0)), 0.5), true, D.weights));
        const z = noise();
        keep("G", adamG.minimize(() => bce(D.apply(G.apply(z)), 1), true, G.weights));
      }),
    losses: () => read(last),
  };
}

/** One step of a Wasserstein critic on real and fake samples, with the gradient penalty where lambda isn't 0. */
export function critic({ D, data: { x, fake }, settings: { lambda } }) {
  const [real, made] = [samples(x), samples(fake)];
  const adam = tf.train.adam(1e-4, 0, 0.9);
  const last = {};
  const penalty = () => {
    const place = tf.randomUniform([x.count, ...real.shape.slice(1).map(() => 1)]);
    const between = tf.add(tf.mul(place, real), tf.mul(tf.sub(1, place), made));
    const slopes = tf.grad((at) => tf.sum(D.apply(at)))(between);
    const slope = tf.sqrt(tf.sum(tf.square(slopes), [...slopes.shape.keys()].slice(1)));
    return tf.mul(lambda, tf.mean(tf.square(tf.sub(slope, 1))));
  };
  const loss = () => {
    const plain = tf.sub(tf.mean(D.apply(made)), tf.mean(D.apply(real)));
    return lambda === 0 ? plain : tf.add(plain, penalty());
  };
  return {
    parameters: { D: D.parameters },
    step: () => {
      last.D?.dispose();
      last.D = adam.minimize(loss, true, D.weights);
    },
    losses: () => read(last),
  };
}

async function read(losses) {
  return Object.fromEntries(await Promise.all(Object.entries(losses).map(async ([name, loss]) => [name, (await loss.data())[0]])));
}
