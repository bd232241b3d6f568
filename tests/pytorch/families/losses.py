"""The prelude's losses and penalties."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from .common import BATCH, draw, expression, over, tensor, tensors
from .layers import gradients, named, randomise


def losses():
    real, fake = draw(BATCH, 1, seed=50), draw(BATCH, 1, seed=51)
    probability, target = draw(BATCH, 2, seed=52, low=0.1, high=0.9), draw(BATCH, 2, seed=53, low=0, high=1)
    logits, labels = draw(BATCH, 5, seed=54), torch.tensor([4.0, 0.0, 2.0])
    mean, log_variance = draw(BATCH, 4, seed=55), draw(BATCH, 4, seed=56)
    two = {"x": real, "b": fake}
    on = lambda l: F.binary_cross_entropy_with_logits(l, torch.ones_like(l))
    off = lambda l: F.binary_cross_entropy_with_logits(l, torch.zeros_like(l))
    pair = lambda name, function: expression(name, f"{name}(x, b)", lambda x, b: function(x, b), two)
    alone = lambda name, function: expression(name, f"{name}(x)", lambda x: function(x), {"x": fake})
    softmax_z = lambda r, f: torch.cat([-r, -f]).logsumexp((0, 1))
    return [
        expression("bce", "bce(x, b)", lambda x, b: F.binary_cross_entropy(x, b), {"x": probability, "b": target}),
        over("bce with a number", "bce(x, 1)", lambda x: F.binary_cross_entropy(x, torch.ones_like(x)), probability),
        expression("bce_logits", "bce_logits(x, b)", lambda x, b: F.binary_cross_entropy_with_logits(x, b), {"x": logits[:, :2], "b": target}),
        labelled("cross_entropy", "cross_entropy(x, b)", logits, labels),
        over("cross_entropy with a number", "cross_entropy(x, 3)", lambda x: F.cross_entropy(x, torch.full((BATCH,), 3)), logits),
        expression("mse", "mse(x, b)", lambda x, b: F.mse_loss(x, b), {"x": probability, "b": target}),
        expression("l1", "l1(x, b)", lambda x, b: F.l1_loss(x, b), {"x": probability, "b": target}),
        expression("kl_normal", "kl_normal(x, b)", lambda x, b: kl_normal(x, b), {"x": mean, "b": log_variance}),
        pair("minimax_d", lambda r, f: on(r) + off(f)),
        alone("minimax_g", lambda f: -off(f)),
        pair("non_saturating_d", lambda r, f: on(r) + off(f)),
        alone("non_saturating_g", on),
        pair("least_squares_d", lambda r, f: 0.5 * F.mse_loss(r, torch.ones_like(r)) + 0.5 * F.mse_loss(f, torch.zeros_like(f))),
        alone("least_squares_g", lambda f: 0.5 * F.mse_loss(f, torch.ones_like(f))),
        pair("wasserstein_d", lambda r, f: f.mean() - r.mean()),
        alone("wasserstein_g", lambda f: -f.mean()),
        pair("hinge_d", lambda r, f: F.relu(1 - r).mean() + F.relu(1 + f).mean()),
        alone("hinge_g", lambda f: -f.mean()),
        pair("relativistic_d", lambda r, f: on(r - f)),
        pair("relativistic_g", lambda r, f: on(f - r)),
        pair("relativistic_average_d", lambda r, f: on(r - f.mean()) + off(f - r.mean())),
        pair("relativistic_average_g", lambda r, f: on(f - r.mean()) + off(r - f.mean())),
        pair("boundary_seeking_d", lambda r, f: on(r) + off(f)),
        alone("boundary_seeking_g", lambda f: 0.5 * (f**2).mean()),
        pair("softmax_gan_d", lambda r, f: r.mean() + softmax_z(r, f)),
        pair("softmax_gan_g", lambda r, f: 0.5 * r.mean() + 0.5 * f.mean() + softmax_z(r, f)),
        expression("js_bound", "js_bound(x, b)", lambda x, b: x.log().mean() + (1 - b).log().mean(), {"x": probability, "b": target}),
        *penalties(),
    ]


def kl_normal(mean, log_variance):
    normal = torch.distributions.Normal
    divergence = torch.distributions.kl_divergence(normal(mean, (log_variance / 2).exp()), normal(torch.zeros_like(mean), torch.ones_like(mean)))
    return divergence.sum(1).mean()


def labelled(name, text, logits, labels):
    x = logits.clone().requires_grad_()
    y = F.cross_entropy(x, labels.long())
    (g,) = torch.autograd.grad(y**2, x)
    return {
        "name": name,
        "source": f"gan Fixture\ndata (x: [5], b: class[5])\nlet y = {text}\nlet g = grad(y * y, x)",
        "batch": BATCH,
        "weights": {},
        "evaluation": {"data": tensors({"x": logits, "b": labels}), "request": {"values": ["y", "g"]}, "expected": tensors({"value.y": y, "value.g": g})},
    }


def penalties():
    x, q, place = draw(BATCH, 4, seed=57), draw(BATCH, 4, seed=58), draw(BATCH, seed=59, low=0, high=1)
    between = place.unsqueeze(1) * x + (1 - place.unsqueeze(1)) * q
    square = lambda slope: slope.pow(2).sum(1)
    table = [
        ("gradient_penalty(D, x, q)", between, lambda slope: ((square(slope).sqrt() - 1) ** 2).mean()),
        ("wgan_div(D, x, q)", between, lambda slope: (square(slope) ** 3).mean()),
        ("r1(D, x)", x, lambda slope: 0.5 * square(slope).mean()),
        ("r2(D, q)", q, lambda slope: 0.5 * square(slope).mean()),
    ]
    return [penalty(text, {"x": x, "q": q, "penalty_place": place}, at, function) for text, at, function in table]


def penalty(text, given, at, function):
    module = nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 1))
    randomise(module)
    names = ["linear1.weight", "linear1.bias", "linear2.weight", "linear2.bias"]
    leaf = at.clone().requires_grad_()
    (slope,) = torch.autograd.grad(module(leaf).sum(), leaf, create_graph=True)
    loss = function(slope)
    found = gradients(loss, module, names)
    return {
        "name": text,
        "source": f"gan Fixture\ndata x: [4]\ndata q: [4]\ncritic D(x: [4]) -> [1] {{ x -> linear(3) -> tanh -> linear(1) }}\nloss D = {text}",
        "batch": BATCH,
        "weights": {name.replace("N.", "D."): tensor(value) for name, value in named(module, names).items()},
        "evaluation": {
            "data": tensors(given),
            "request": {"values": ["loss.D"], "gradsOf": "D"},
            "expected": tensors({"value.loss.D": loss, **{name.replace("N.", "D."): g for name, g in found.items()}}),
        },
    }
