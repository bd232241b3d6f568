"""Losses beyond the first derivative or beyond the sample: WGAN-div, LOGAN, Cramér GAN, MMD GAN, over one small pair of networks."""

import torch
import torch.nn as nn

from .collected import Loss, layers, numbers, program, sgd

NETWORKS = """
gan Model
data  x: [4]
noise z: [3] ~ normal(0, 1)
noise other: [3] ~ normal(0, 1)
generator G(z: [3]) -> [4] { z -> linear(4) -> softplus -> linear(4) }
critic D(x: [4]) -> [2] { x -> linear(4) -> tanh -> linear(2) }
let fake = G(z)
"""
TRAIN = """
train batch 4 {
  step D by sgd(0.1)
  step G by sgd(0.1)
}
"""

# Wu et al. 2018, arXiv 1712.01026: the slopes at the real and at the made ones, each to the power of 6.
WGAN_DIV = """
hyper k = 2, p = 6
let at_real = sum(grad(sum(D(x)), x) ^ 2, over: sample) ^ (p / 2)
let at_fake = sum(grad(sum(D(fake)), fake) ^ 2, over: sample) ^ (p / 2)
loss D = -mean(D(x)) + mean(D(fake)) + k * mean(at_real + at_fake) / 2
loss G = -mean(D(fake))
"""

# Wu et al. 2019, arXiv 1912.00953: the latent moved along its own gradient, which is differentiated through.
LOGAN = """
let moved  = clamp(z + 0.9 * grad(sum(D(fake)), z), -1, 1)
let better = D(G(moved))
loss D = mean(better) - mean(D(x))
loss G = -mean(better)
"""

# Bellemare et al. 2017, arXiv 1705.10743: distances of what D makes of them; a definition that is differentiated by its argument.
CRAMER = """
let second = G(other)
def apart(a, b) = norm(D(a) - D(b), over: sample)
def critic_of(v) = apart(v, second) - norm(D(v), over: sample)
let between = 0.3 * x + 0.7 * fake
let slope   = norm(grad(sum(critic_of(between)), between), over: sample)
let energy  = mean(apart(x, second) + apart(x, fake) - apart(fake, second))
loss D = 10 * mean((slope - 1) ^ 2) - energy
loss G = energy
"""

# Li et al. 2017, arXiv 1705.08584: a mixture of Gaussian kernels over all pairs of the batch.
MMD = """
hyper m = 4
def squared(u, v) = matmul(u ^ 2, transpose(0 * v + 1)) + matmul(0 * u + 1, transpose(v ^ 2)) - 2 * matmul(u, transpose(v))
def kernel(u, v) = exp(-squared(u, v) / 2) + exp(-squared(u, v) / 8) + exp(-squared(u, v) / 32)
def of_pairs(k) = (sum(k) - 3 * m) / (m * (m - 1))
let a = D(x)
let b = D(fake)
let discrepancy = of_pairs(kernel(a, a)) + of_pairs(kernel(b, b)) - 2 * mean(kernel(a, b))
loss D = -discrepancy
loss G = discrepancy
"""


def critics():
    x, z, other = numbers((4,), (3,), (3,), batch=4)
    given = {"x": x, "z": z, "other": other}
    found = []
    of = lambda formula: lambda nets, given: formula(nets["D"], nets["G"], *given.values())
    for name, text, discriminator, generator in (
        ("WGAN-div", WGAN_DIV, wgan_div, lambda D, G, x, z, other: -D(G(z)).mean()),
        ("LOGAN", LOGAN, lambda D, G, x, z, other: better(D, G, z).mean() - D(x).mean(), lambda D, G, x, z, other: -better(D, G, z).mean()),
        ("Cramér GAN", CRAMER, cramer, energy),
        ("MMD GAN", MMD, lambda *given: -discrepancy(*given), discrepancy),
    ):
        losses = {"D": Loss(of(discriminator), ["D"], sgd(0.1)), "G": Loss(of(generator), ["G"], sgd(0.1))}
        found += program(name, NETWORKS + text + TRAIN, networks(), given, losses)
    return found


def networks():
    maker = layers(linear1=nn.Linear(3, 4), softplus=nn.Softplus(), linear2=nn.Linear(4, 4))
    return {"G": maker, "D": layers(linear1=nn.Linear(4, 4), tanh=nn.Tanh(), linear2=nn.Linear(4, 2))}


def slope(scalar, value):
    return torch.autograd.grad(scalar, value, create_graph=True)[0]


def wgan_div(D, G, x, z, other):
    real, fake = x.clone().requires_grad_(), G(z)
    steepness = [(slope(D(value).sum(), value) ** 2).sum(1) ** 3 for value in (real, fake)]
    return D(fake).mean() - D(real).mean() + (steepness[0] + steepness[1]).mean()


def better(D, G, z):
    leaf = z.clone().requires_grad_()
    return D(G((leaf + 0.9 * slope(D(G(leaf)).sum(), leaf)).clamp(-1, 1)))


def energy(D, G, x, z, other):
    apart = lambda a, b: (D(a) - D(b)).norm(dim=1)
    fake, second = G(z), G(other)
    return (apart(x, second) + apart(x, fake) - apart(fake, second)).mean()


def cramer(D, G, x, z, other):
    second = G(other)
    between = 0.3 * x + 0.7 * G(z)
    critic = (D(between) - D(second)).norm(dim=1) - D(between).norm(dim=1)
    return 10 * ((slope(critic.sum(), between).norm(dim=1) - 1) ** 2).mean() - energy(D, G, x, z, other)


def discrepancy(D, G, x, z, other):
    a, b = D(x), D(G(z))
    squared = lambda u, v: ((u[:, None] - v[None]) ** 2).sum(2)
    kernel = lambda u, v: sum(torch.exp(-squared(u, v) / width) for width in (2, 8, 32))
    of_pairs = lambda k: (k.sum() - k.diagonal().sum()) / (4 * 3)
    return of_pairs(kernel(a, a)) + of_pairs(kernel(b, b)) - 2 * kernel(a, b).mean()
