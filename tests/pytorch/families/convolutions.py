"""Convolutions and pooling: value, gradients of a loss and of a penalty on its slope, and a convolutional critic and generator together."""

import torch.nn as nn

from .common import BATCH, draw
from .layers import layer

AFFINE = ["weight", "bias"]


def convolutions():
    image, small, line = draw(BATCH, 4, 7, 6, seed=60), draw(BATCH, 4, 3, 4, seed=61), draw(BATCH, 2, 9, seed=62)
    conv = lambda source, module, x=image, names=AFFINE: layer(source, f"x -> {source}", module, x, [f"{source.split('(')[0]}1.{name}" for name in names])
    pool = lambda source, module: layer(source, f"x -> conv(3, 2) -> {source}", nn.Sequential(nn.Conv2d(4, 3, 2), module), image, ["conv1.weight", "conv1.bias"])
    return [
        *conv("conv(3, 3)", nn.Conv2d(4, 3, 3)),
        *conv("conv(2, 4, stride: 2, pad: 1)", nn.Conv2d(4, 2, 4, stride=2, padding=1)),
        *conv("conv(4, 3, stride: 2, pad: 2, groups: 2)", nn.Conv2d(4, 4, 3, stride=2, padding=2, groups=2)),
        *conv("conv(8, 2, groups: 4, bias: false)", nn.Conv2d(4, 8, 2, groups=4, bias=False), names=["weight"]),
        *conv("conv(2, 3, pad: 2, dilation: 2)", nn.Conv2d(4, 2, 3, padding=2, dilation=2)),
        *conv("conv(2, 2, stride: 3, pad: 1, dilation: 3)", nn.Conv2d(4, 2, 2, stride=3, padding=1, dilation=3)),
        *conv("conv(5, 1)", nn.Conv2d(4, 5, 1), small),
        *conv("conv(3, 4, stride: 3, pad: 1)", nn.Conv1d(2, 3, 4, stride=3, padding=1), line),
        *conv("conv_transpose(3, 3)", nn.ConvTranspose2d(4, 3, 3), small),
        *conv("conv_transpose(2, 4, stride: 2, pad: 1)", nn.ConvTranspose2d(4, 2, 4, stride=2, padding=1), small),
        *conv("conv_transpose(2, 3, stride: 2, pad: 1, output_pad: 1)", nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1, output_padding=1), small),
        *conv("conv_transpose(2, 3, stride: 2, pad: 1)", nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1), small),
        *conv("conv_transpose(4, 2, stride: 3, groups: 2, dilation: 2)", nn.ConvTranspose2d(4, 4, 2, stride=3, groups=2, dilation=2), small),
        *conv("conv_transpose(3, 3, stride: 2)", nn.ConvTranspose1d(2, 3, 3, stride=2), line),
        *pool("max_pool(2)", nn.MaxPool2d(2)),
        *pool("max_pool(3, stride: 2, pad: 1)", nn.MaxPool2d(3, stride=2, padding=1)),
        *pool("avg_pool(2)", nn.AvgPool2d(2)),
        *pool("avg_pool(3, stride: 2, pad: 1)", nn.AvgPool2d(3, stride=2, padding=1)),
        *pool("avg_pool(3, stride: 2, pad: 1, count_pad: false)", nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)),
        *layer(
            "a critic",
            "x -> conv(4, 4, stride: 2, pad: 1) -> leaky_relu(0.2) -> conv(3, 2) -> tanh -> flatten -> linear(1)",
            nn.Sequential(nn.Conv2d(4, 4, 4, stride=2, padding=1), nn.LeakyReLU(0.2), nn.Conv2d(4, 3, 2), nn.Tanh(), nn.Flatten(), nn.Linear(12, 1)),
            image,
            ["conv1.weight", "conv1.bias", "conv2.weight", "conv2.bias", "linear1.weight", "linear1.bias"],
        ),
    ]
