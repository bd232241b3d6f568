"""Autoencoders in the game: adversarial ones, and discriminators that are one (EBGAN, BEGAN)."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from .collected import Loss, adam, l1, layers, mse, named, numbers, program, randomise
from .common import tensors


def autoencoders():
    return [*adversarial_autoencoder(), *ebgan(), *began()]


# ── Adversarial autoencoder (Makhzani et al. 2016, arXiv 1511.05644) ──

AUTOENCODER = """
gan Aae
data  x: [1, 3, 3] in [0, 1]
noise z: [2] ~ normal(0, 1)
noise eps: [2] ~ normal(0, 1)
encoder E(x: [1, 3, 3]) -> (mu: [2], logvar: [2]) {
  let h = x -> flatten -> linear(4) -> selu
  (logvar: h -> linear(2), mu: h -> linear(2))
}
decoder P(z: [2]) -> [1, 3, 3] { z -> linear(4) -> gelu -> linear(9) -> sigmoid -> reshape(1, 3, 3) }
discriminator D(z: [2]) -> [1] { z -> linear(4) -> silu -> linear(1) -> sigmoid }
let code = E(x).mu + exp(E(x).logvar / 2) * eps
loss G over E, P = 0.1 * bce(D(code), 1) + 0.9 * bce(P(code), x)
loss elbo over E, P = kl_normal(E(x).mu, E(x).logvar) + 9 * bce(P(code), x)
loss D = 0.5 * (bce(D(z), 1) + bce(D(code), 0))
train batch 3 {
  step G by adam(2e-4, beta1: 0.5)
  step D by adam(2e-4, beta1: 0.5)
  step elbo by adamw(1e-3)
}
"""


class Gaussian(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1, self.linear2, self.linear3 = nn.Linear(9, 4), nn.Linear(4, 2), nn.Linear(4, 2)

    def forward(self, x):
        h = F.selu(self.linear1(x.flatten(1)))
        return self.linear3(h), self.linear2(h)


def adversarial_autoencoder():
    decoder = layers(linear1=nn.Linear(2, 4), gelu=nn.GELU(), linear2=nn.Linear(4, 9), sigmoid=nn.Sigmoid(), shape=nn.Unflatten(1, (1, 3, 3)))
    judge = layers(linear1=nn.Linear(2, 4), silu=nn.SiLU(), linear2=nn.Linear(4, 1), sigmoid=nn.Sigmoid())
    nets = {"E": Gaussian(), "P": decoder, "D": judge}
    x, z, eps = numbers((1, 3, 3), (2,), (2,), batch=3)
    bce = F.binary_cross_entropy
    ones, zeros = torch.ones(3, 1), torch.zeros(3, 1)

    def coded(nets, given):
        mu, logvar = nets["E"](given["x"])
        return mu + torch.exp(logvar / 2) * given["eps"], mu, logvar

    def generator(nets, given):
        code, *_ = coded(nets, given)
        return 0.1 * bce(nets["D"](code), ones) + 0.9 * bce(nets["P"](code), given["x"])

    def evidence(nets, given):
        code, mu, logvar = coded(nets, given)
        return (-0.5 * (1 + logvar - mu**2 - logvar.exp()).sum(1)).mean() + 9 * bce(nets["P"](code), given["x"])

    discriminator = lambda nets, given: 0.5 * (bce(nets["D"](given["z"]), ones) + bce(nets["D"](coded(nets, given)[0]), zeros))
    losses = {"G": Loss(generator, ["E", "P"], adam()), "D": Loss(discriminator, ["D"], adam()), "elbo": Loss(evidence, ["E", "P"], lambda p: torch.optim.AdamW(p, 1e-3))}
    return program("adversarial autoencoder", AUTOENCODER, nets, {"x": x.abs(), "z": z, "eps": eps}, losses)


# ── EBGAN (Zhao et al. 2017, arXiv 1609.03126): D is an autoencoder ──

EBGAN = """
gan EbGan
hyper margin = 1.2, lambda_pt = 0.1
data  x: [1, 4, 4] in [-1, 1]
noise z: [3] ~ normal(0, 1)
generator G(z: [3]) -> [1, 4, 4] { z -> linear(8) -> reshape(2, 2, 2) -> upsample(2) -> conv(1, 3, pad: 1) -> tanh }
discriminator D(x: [1, 4, 4]) -> (picture: [1, 4, 4], code: [4]) {
  let code = x -> conv(2, 3, stride: 2, pad: 1) -> relu -> flatten -> linear(4)
  (picture: code -> linear(8) -> batch_norm -> relu -> reshape(2, 2, 2) -> upsample(2) -> conv(1, 3, pad: 1), code: code)
}
// How much the codes of a batch look alike: the mean cosine, squared, of all pairs of different ones.
def pulling_away(code) {
  let unit = code / norm(code, over: sample, keep: true)
  let alike = matmul(unit, transpose(unit)) ^ 2
  let n = sum(0 * mean(code, over: sample) + 1)
  (sum(alike) - n) / (n * (n - 1))
}
let fake = G(z)
loss G = mse(D(fake).picture, stop(fake)) + lambda_pt * pulling_away(D(fake).code)
loss D = mse(D(x).picture, x) + max(margin - mse(D(stop(fake)).picture, stop(fake)), 0)
train batch 3 {
  step G by adam(2e-4, beta1: 0.5)
  step D by adam(2e-4, beta1: 0.5)
}
"""


class AutoencoderJudge(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.linear1, self.linear2, self.batch_norm1 = nn.Conv2d(1, 2, 3, 2, 1), nn.Linear(8, 4), nn.Linear(4, 8), nn.BatchNorm1d(8)
        self.conv2 = nn.Conv2d(2, 1, 3, padding=1)

    def forward(self, x):
        code = self.linear1(F.relu(self.conv1(x)).flatten(1))
        h = F.relu(self.batch_norm1(self.linear2(code))).reshape(-1, 2, 2, 2)
        return self.conv2(F.interpolate(h, scale_factor=2)), code


def upsampling():
    return layers(linear1=nn.Linear(3, 8), shape=nn.Unflatten(1, (2, 2, 2)), up=nn.Upsample(scale_factor=2), conv1=nn.Conv2d(2, 1, 3, padding=1), tanh=nn.Tanh())


def ebgan():
    nets = {"G": upsampling(), "D": AutoencoderJudge()}
    x, z = numbers((1, 4, 4), (3,), batch=3)

    def pulling_away(code):
        unit = code / code.norm(dim=1, keepdim=True)
        alike = (unit @ unit.T) ** 2
        return (alike.sum() - 3) / (3 * 2)

    def generator(nets, given):
        fake = nets["G"](given["z"])
        picture, code = nets["D"](fake)
        return mse(picture, fake.detach()) + 0.1 * pulling_away(code)

    def discriminator(nets, given):
        fake = nets["G"](given["z"]).detach()
        real = mse(nets["D"](given["x"])[0], given["x"])
        return real + torch.clamp(1.2 - mse(nets["D"](fake)[0], fake), min=0)

    losses = {"D": Loss(discriminator, ["D"], adam()), "G": Loss(generator, ["G"], adam())}
    return program("EBGAN", EBGAN, nets, {"x": x, "z": z}, losses)


# ── BEGAN (Berthelot et al. 2017, arXiv 1703.10717): k balances the two, and moves in the step ──

BEGAN = """
gan BeGan
hyper gamma = 0.75, lambda_k = 0.1
data  x: [4]
noise z: [2] ~ normal(0, 1)
state k = 0
generator G(z: [2]) -> [4] { z -> linear(3) -> elu -> linear(4) }
discriminator D(x: [4]) -> [4] { x -> linear(2) -> elu -> linear(4) }
let fake = G(z)
let real_error = l1(D(x), x)
let fake_error = l1(D(fake), fake)
let balance = gamma * real_error - fake_error
loss D = real_error - k * fake_error
loss G = fake_error
metric convergence = real_error + abs(balance)
train batch 3 {
  step G by adam(0.01, beta1: 0.5), D by adam(0.01, beta1: 0.5), set k = clamp(k + lambda_k * balance, 0, 1)
}
"""


def began():
    """Four iterations: both move from one draw, and from the k before."""
    nets = {"G": layers(linear1=nn.Linear(2, 3), elu=nn.ELU(), linear2=nn.Linear(3, 4)), "D": layers(linear1=nn.Linear(4, 2), elu=nn.ELU(), linear2=nn.Linear(2, 4))}
    randomise(nets)
    weights = tensors(named(nets))
    optimisers = [adam(0.01)(net.parameters()) for net in nets.values()]
    k, launches = torch.tensor(0.0), []
    for iteration in range(4):
        x, z = numbers((4,), (2,), batch=3, seed=20 * iteration)
        fake = nets["G"](z)
        real_error, fake_error = l1(nets["D"](x), x), l1(nets["D"](fake), fake)
        losses = {"G": fake_error, "D": real_error - k * fake_error}
        for (name, net), optimiser in zip(nets.items(), optimisers):
            for value, slope in zip(net.parameters(), torch.autograd.grad(losses[name], list(net.parameters()), retain_graph=True)):
                value.grad = slope
        for optimiser in optimisers:
            optimiser.step()
        balance = 0.75 * real_error - fake_error
        k = (k + 0.1 * balance).clamp(0, 1).detach()
        watched = {**{f"loss.{name}": loss for name, loss in losses.items()}, "metric.convergence": real_error + balance.abs()}
        launches.append({"graph": "step G, D, watched", "data": tensors({"x": x, "z": z}), "outputs": tensors(watched), "slots": tensors({"k": k, **named(nets)})})
    # Inputs of a launch are data, as noise is drawn there.
    source = BEGAN.strip().replace("noise z: [2] ~ normal(0, 1)", "data  z: [2]")
    return [{"name": "BEGAN, four iterations", "source": source, "batch": 3, "weights": weights, "launches": launches}]
