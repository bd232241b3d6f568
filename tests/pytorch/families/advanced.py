"""Layers that wrap others, attend, or are conditioned."""

import torch
import torch.nn as nn
from torch.nn.utils.parametrizations import spectral_norm

from .common import BATCH, draw, tensors
from .layers import Labelled, gradients, layer, named, randomise


def advanced():
    return [*spectral()]


def spectral():
    vector, matrix, picture = draw(BATCH, 4, seed=40), draw(BATCH, 2, 3, seed=41), draw(2, 2, 4, 4, seed=46)
    labels = torch.tensor([3, 0, 3, 4])
    # A parametrised module lists its weight after its bias.
    of = lambda path: [f"{path}.bias", *weight_of(path)]
    weight_of = lambda path: [f"{path}.weight", f"{path}.weight_u", f"{path}.weight_v"]
    embedding = Labelled()
    spectral_norm(embedding.table)
    return [
        *layer("spectral linear", "x -> spectral(linear(3))", spectral_norm(nn.Linear(4, 3)), vector, of("linear1")),
        *layer("spectral linear without bias on the last axis", "x -> spectral(linear(4, bias: false))", spectral_norm(nn.Linear(3, 4, bias=False)), matrix, weight_of("linear1")),
        *layer("spectral embedding", "x -> spectral(embedding(4))", embedding, labels, weight_of("embedding1"), extra="class[5]"),
        *layer("spectral conv", "x -> spectral(conv(3, 3, pad: 1))", spectral_norm(nn.Conv2d(2, 3, 3, padding=1)), picture, of("conv1")),
        # Its weight's second axis counts the outputs.
        *layer("spectral conv_transpose", "x -> spectral(conv_transpose(3, 2, stride: 2))", spectral_norm(nn.ConvTranspose2d(2, 3, 2, stride=2)), picture, of("conv_transpose1")),
        spectral_twice(),
        spectral_after_training(),
    ]


def spectral_twice():
    """Each pass iterates on from where the one before left u and v, and so divides by another number."""
    x, q = draw(BATCH, 4, seed=42), draw(BATCH, 4, seed=43)
    module = spectral_norm(nn.Linear(4, 3))
    randomise(module)
    names = ["linear1.bias", "linear1.weight", "linear1.weight_u", "linear1.weight_v"]
    weights = named(module, names)
    loss = (module(x) ** 2).mean() + (module(q) ** 3).mean()
    expected = {"value.loss.N": loss, **gradients(loss, module, names)}
    moved = {f"weight.{key}": value for key, value in named(module, names).items() if key[-2:] in ("_u", "_v")}
    return {
        "name": "spectral twice in one step",
        "source": "gan Fixture\ndata x: [4]\ndata q: [4]\nnetwork N(x: [4]) -> [3] { x -> spectral(linear(3)) }\nloss N = mean(N(x) ^ 2) + mean(N(q) ^ 3)\ntrain batch 3 { step N by sgd(0.1) }",
        "batch": BATCH,
        "weights": tensors(weights),
        "evaluation": {"data": tensors({"x": x, "q": q}), "request": {"values": ["loss.N"], "gradsOf": "N", "stepOf": "N"}, "expected": tensors({**expected, **moved})},
    }


def spectral_after_training():
    """Samples take u and v as training left them."""
    x = draw(BATCH, 4, seed=44)
    module = spectral_norm(nn.Linear(4, 3))
    randomise(module)
    module(x)
    names = ["linear1.bias", "linear1.weight", "linear1.weight_u", "linear1.weight_v"]
    module.parametrizations.weight.original.data = draw(3, 4, seed=45)
    weights = named(module, names)
    module.eval()
    return {
        "name": "spectral after training",
        "source": "gan Fixture\ndata x: [4]\nnetwork N(x: [4]) -> [3] { x -> spectral(linear(3)) }\nsample y = N(x)",
        "batch": BATCH,
        "weights": tensors(weights),
        "launches": [{"graph": "sample y", "data": tensors({"x": x}), "outputs": tensors({"sample.y": module(x)})}],
    }
