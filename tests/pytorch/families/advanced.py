"""Layers that wrap others, attend, or are conditioned."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.parametrizations import spectral_norm

from .common import BATCH, draw, expression, over, sizes, tensors
from .layers import Labelled, gradients, layer, named, randomise


def advanced():
    return [*spectral(), *attention(), *conditional(), *crops(), *divergences()]


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


class SelfAttention(nn.Module):
    """Zhang et al. 2019, with its convolutions as modules."""

    def __init__(self, channels, narrow, conv):
        super().__init__()
        self.query, self.key, self.value = conv(channels, narrow, 1), conv(channels, narrow, 1), conv(channels, channels, 1)
        self.gamma = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        query, key, value = (module(x).flatten(2) for module in (self.query, self.key, self.value))
        weights = torch.softmax(query.transpose(1, 2) @ key, dim=-1)
        return x + self.gamma * (value @ weights.transpose(1, 2)).reshape(x.shape)


def attention():
    picture, wide, line = draw(2, 3, 2, 3, seed=50, low=-1.0, high=1.0), draw(2, 17, 1, 2, seed=51, low=-0.5, high=0.5), draw(2, 4, 3, seed=52)
    # A module's own parameters come before those of its children.
    names = [f"self_attention1.{name}" for name in ("gamma", "query.weight", "query.bias", "key.weight", "key.bias", "value.weight", "value.bias")]
    return [
        *layer("self_attention", "x -> self_attention", SelfAttention(3, 1, nn.Conv2d), picture, names),
        *layer("self_attention of 17 channels", "x -> self_attention", SelfAttention(17, 2, nn.Conv2d), wide, names),
        *layer("self_attention of a line", "x -> self_attention", SelfAttention(4, 1, nn.Conv1d), line, names),
        *layer("spectral self_attention", "x -> spectral(self_attention)", spectral_attention(), picture, spectral_names()),
    ]


def spectral_attention():
    module = SelfAttention(3, 1, nn.Conv2d)
    for part in (module.query, module.key, module.value):
        spectral_norm(part)
    return module


def spectral_names():
    parts = ("query", "key", "value")
    parameters = [f"{part}.{name}" for part in parts for name in ("bias", "weight")]
    buffers = [f"{part}.weight_{name}" for part in parts for name in ("u", "v")]
    return [f"self_attention1.{name}" for name in ("gamma", *parameters, *buffers)]


class OfVector(nn.Module):
    """Normalised by the batch; gain and bias linear in a condition (Brock et al. 2019)."""

    def __init__(self, channels, size, norm):
        super().__init__()
        self.gain, self.bias = nn.Linear(size, channels, bias=False), nn.Linear(size, channels, bias=False)
        self.norm = norm(channels, affine=False)

    def forward(self, x, y):
        shape = (*self.gain(y).shape, *(1 for _ in x.shape[2:]))
        return (1 + self.gain(y)).reshape(shape) * self.norm(x) + self.bias(y).reshape(shape)


class OfClass(nn.Module):
    """The same with a row for each class (Dumoulin et al. 2017)."""

    def __init__(self, channels, classes, norm):
        super().__init__()
        self.gain, self.bias = nn.Embedding(classes, channels), nn.Embedding(classes, channels)
        self.norm = norm(channels, affine=False)

    def forward(self, x, y):
        y = y.long()
        shape = (*y.shape, x.shape[1], *(1 for _ in x.shape[2:]))
        return self.gain(y).reshape(shape) * self.norm(x) + self.bias(y).reshape(shape)


def conditional():
    picture, vector = draw(BATCH, 2, 2, 3, seed=60), draw(BATCH, 4, seed=61)
    condition, labels = draw(BATCH, 3, seed=62), torch.tensor([2, 0, 2])
    return [
        conditioned("cond_batch_norm of a class", OfClass(2, 4, nn.BatchNorm2d), picture, labels, "class[4]"),
        conditioned("cond_batch_norm of a class, of vectors", OfClass(4, 4, nn.BatchNorm1d), vector, labels, "class[4]"),
        conditioned("cond_batch_norm of a vector", OfVector(2, 3, nn.BatchNorm2d), picture, condition, "[3]"),
    ]


def conditioned(name, module, x, y, kind):
    """Value, gradients and weights after a step of a loss with the slope in it."""
    randomise(module)
    names = [f"cond_batch_norm1.{name}" for name in ("gain.weight", "bias.weight", "running_mean", "running_var")]
    weights = named(module, names)
    leaf = x.clone().requires_grad_()
    out = module(leaf, y)
    (slope,) = torch.autograd.grad((out**3).sum(), leaf, create_graph=True)
    loss = (out**2).mean() + (slope**2).mean()
    expected = {"value.slope": slope, "value.loss.N": loss, **gradients(loss, module, names)}
    optimiser = torch.optim.SGD(module.parameters(), 0.1)
    loss.backward()
    optimiser.step()
    expected |= {f"weight.{key}": value for key, value in named(module, names).items()}
    lines = [
        "gan Fixture",
        f"data (x: {sizes(x)}, y: {kind})",
        f"network N(x: {sizes(x)}, y: {kind}) -> {sizes(x)} {{ x -> cond_batch_norm(y) }}",
        "let out = N(x, y)",
        "let slope = grad(sum(out ^ 3), x)",
        "loss N = mean(out ^ 2) + mean(slope ^ 2)",
        f"train batch {BATCH} {{ step N by sgd(0.1) }}",
    ]
    request = {"values": ["slope", "loss.N"], "gradsOf": "N", "stepOf": "N"}
    return {
        "name": name,
        "source": "\n".join(lines),
        "batch": BATCH,
        "weights": tensors(weights),
        "evaluation": {"data": tensors({"x": x, "y": y}), "request": request, "expected": tensors(expected)},
    }


def crops():
    """At one place for all samples, and at one for each: rounded down, and kept inside."""
    x = draw(BATCH, 2, 4, 5, seed=70)
    places = {"top": torch.tensor([1.7, -3.0, 9.0]), "left": torch.tensor([0.0, 2.2, 1.0])}
    held = [(1, 0), (0, 2), (2, 1)]
    each = lambda x, top, left: torch.stack([sample[:, a : a + 2, b : b + 3] for sample, (a, b) in zip(x, held)])
    lefts = lambda x, left: torch.stack([sample[:, 2:4, b : b + 3] for sample, (_, b) in zip(x, held)])
    middle = lambda x, top: x[..., 1:3, 1:4]
    return [
        expression("crop", "crop(x ^ 2, 1, 2, 3, 2)", lambda x: (x**2)[..., 1:4, 2:4], {"x": x}),
        expression("crop of a matrix", "crop(x ^ 2, 0, 1, 1, 2)", lambda x: (x**2)[..., :1, 1:], {"x": draw(BATCH, 2, 3, seed=71)}),
        expression("crop, of each sample its own", "crop(x ^ 2, top, left, 2, 3)", lambda x, top, left: each(x**2, top, left), {"x": x, **places}),
        expression("crop, in one direction of each sample its own", "crop(x ^ 2, 2, left, 2, 3)", lambda x, left: lefts(x**2, left), {"x": x, "left": places["left"]}),
        expression("crop at a place that all samples agree on", "crop(x ^ 2, mean(top), 1, 2, 3)", lambda x, top: middle(x**2, top), {"x": x, "top": torch.tensor([1.5, 0.5, 2.5])}),
    ]


def divergences():
    """Histograms of 40 samples, what lies outside in the outermost bins; with some bins empty."""
    x, q = draw(40, seed=80), draw(40, 1, seed=81, low=-1.0, high=3.0)
    plane, other = draw(40, 2, seed=82), draw(40, 2, seed=83, low=-0.5, high=2.5)
    line = lambda v: torch.histc(v.detach().clamp(-1.5, 1.5), 6, -1.5, 1.5) / len(v)
    grid = lambda v: torch.histogramdd(v.detach().clamp(-1.5, 1.5), [4, 4], range=[-1.5, 1.5, -1.5, 1.5]).hist / len(v)
    kl = lambda a, b: F.kl_div(b.clamp(min=1e-12).log(), a, reduction="sum")
    js = lambda a, b: (kl(a, (a + b) / 2) + kl(b, (a + b) / 2)) / 2
    earth = lambda a, b: (a.cumsum(0) - b.cumsum(0)).abs().sum() * 0.5
    of = lambda name: f"{name}(histogram(x, -1.5, 1.5, 6), histogram(q, -1.5, 1.5, 6))"
    both, planes = {"x": x, "q": q}, {"x": plane, "q": other}
    return [
        over("histogram", "histogram(x, -1.5, 1.5, 6)", line, x, orders=0),
        over("histogram of two numbers", "histogram(x, -1.5, 1.5, 4)", grid, plane, orders=0),
        expression("kl", of("kl"), lambda x, q: kl(line(x), line(q)), both, orders=0),
        expression("js", of("js"), lambda x, q: js(line(x), line(q)), both, orders=0),
        expression("js of two numbers", "js(histogram(x, -1.5, 1.5, 4), histogram(q, -1.5, 1.5, 4))", lambda x, q: js(grid(x), grid(q)), planes, orders=0),
        expression("wasserstein1", of("wasserstein1"), lambda x, q: earth(line(x), line(q)), both, orders=0),
    ]
