/** The work that all contenders do: the same networks, data and optimisers in bench/NAME.gan and in the peers' versions. */

import type { Work } from "./protocol.js";

/** The tutorial's MLP GAN. */
export const mlpGan: Work = { name: "mlp-gan", batch: 64, data: { x: [1, 28, 28] }, settings: {} };

/** The collection's DCGAN. */
export const dcgan: Work = { name: "dcgan", batch: 4, data: { x: [3, 64, 64] }, settings: {} };

const pictures = { x: [3, 64, 64], fake: [3, 64, 64] };
const digits = { x: [1, 28, 28], fake: [1, 28, 28] };

/** A critic's step with WGAN-GP's penalty, and a plain one of the same network. */
export interface CriticSteps {
  readonly title: string;
  readonly penalised: Work;
  readonly plain: Work;
}

const steps = (title: string, work: Omit<Work, "settings">): CriticSteps => ({ title, penalised: { ...work, settings: { lambda: 10 } }, plain: { ...work, settings: { lambda: 0 } } });

export const convCritic = steps("Critic of strided convolutions, 3×64×64, batch 16", { name: "wgan-gp", batch: 16, data: pictures });
export const mlpCritic = steps("Critic of dense layers, 1×28×28, batch 64", { name: "wgan-gp-mlp", batch: 64, data: digits });

/** The tutorial's MLP GAN at 3×64×64, as the examples have it. */
export const facesGan: Work = { name: "faces-gan", file: "examples/gan_bce.gan", batch: 64, data: { x: [3, 64, 64] }, settings: {} };
