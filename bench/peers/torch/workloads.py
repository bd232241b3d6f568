"""The workloads in PyTorch, by the names of their .gan files."""
from math import prod

from torch import nn

from layers import conv, leaky
from training import Critic, Gan


def mlp_gan(data, settings):
    return dense_gan(data, (1, 28, 28))


def faces_gan(data, settings):
    return dense_gan(data, (3, 64, 64))


def dense_gan(data, shape):
    up = lambda inputs, outputs: [nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs, 0.8), leaky()]
    size = prod(shape)
    G = nn.Sequential(nn.Linear(100, 128), leaky(), *up(128, 256), *up(256, 512), *up(512, 1024), nn.Linear(1024, size), nn.Tanh(), nn.Unflatten(1, shape))
    return Gan(G, dense_critic(size), 100, data)


def dcgan(data, settings):
    up = lambda inputs, outputs: [nn.Upsample(scale_factor=2), conv(inputs, outputs), nn.BatchNorm2d(outputs, 0.8), leaky()]
    down = lambda inputs, outputs: [conv(inputs, outputs, 2), leaky(), nn.BatchNorm2d(outputs, 0.8)]
    G = nn.Sequential(nn.Linear(100, 128 * 16 * 16), nn.Unflatten(1, (128, 16, 16)), nn.BatchNorm2d(128), *up(128, 128), *up(128, 64), conv(64, 3), nn.Tanh())
    D = nn.Sequential(conv(3, 16, 2), leaky(), *down(16, 32), *down(32, 64), *down(64, 128), nn.Flatten(), nn.Linear(128 * 4 * 4, 1))
    return Gan(G, D, 100, data)


def wgan_gp(data, settings):
    down = lambda inputs, outputs: [conv(inputs, outputs, 2), leaky()]
    D = nn.Sequential(*down(3, 16), *down(16, 32), *down(32, 64), *down(64, 128), nn.Flatten(), nn.Linear(128 * 4 * 4, 1))
    return Critic(D, data, settings["lambda"])


def wgan_gp_mlp(data, settings):
    return Critic(dense_critic(784), data, settings["lambda"])


def dense_critic(inputs):
    return nn.Sequential(nn.Flatten(), nn.Linear(inputs, 512), leaky(), nn.Linear(512, 256), leaky(), nn.Linear(256, 1))


workloads = {"mlp-gan": mlp_gan, "faces-gan": faces_gan, "dcgan": dcgan, "wgan-gp": wgan_gp, "wgan-gp-mlp": wgan_gp_mlp}
