"""What the workloads' networks are built of that torch.nn has no one word for."""
from torch import nn


def leaky():
    return nn.LeakyReLU(0.2)


def conv(inputs, outputs, stride=1):
    """3×3, padded by 1."""
    return nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1)


def parameters(network):
    return sum(weight.numel() for weight in network.parameters())
