"""Whole programs of several networks: a case for each loss, with its value, all its gradients and all weights after a step.

A PyTorch module names its layers as the language does (`res1.conv2`), so that its state says which weight is which. What a
network calls is held in a tuple, which PyTorch does not count as its own.
"""

import copy
import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import Callable

import torch
import torch.nn as nn

from .common import draw, tensors


@dataclass
class Loss:
    """`formula(nets, inputs)`, and whose weights it moves: those of the networks `over`, all that they call included."""

    formula: Callable
    over: list
    optimiser: Callable | None = None


def layers(**stages):
    return nn.Sequential(OrderedDict(stages))


def mse(prediction, target):
    return ((prediction - target) ** 2).mean()


def l1(prediction, target):
    return (prediction - target).abs().mean()


def adam(lr=2e-4, betas=(0.5, 0.999)):
    return lambda parameters: torch.optim.Adam(parameters, lr, betas)


def sgd(lr):
    return lambda parameters: torch.optim.SGD(parameters, lr)


def numbers(*shapes, low=-1.0, high=1.0, batch=2, seed=0):
    """One input for each shape, all different."""
    return [draw(batch, *shape, seed=seed + 7 * index, low=low, high=high) for index, shape in enumerate(shapes)]


def named(nets):
    found = {}
    for network, module in nets.items():
        for key, value in module.state_dict(keep_vars=True).items():
            if not key.endswith("num_batches_tracked"):
                found[f"{network}.{as_written(key)}"] = value
    return found


def as_written(key):
    """The names of a weight that `spectral_norm` parametrises, and of the statistics of a norm inside of another layer."""
    return key.replace("parametrizations.weight.original", "weight").replace("parametrizations.weight.0._", "weight_").replace(".norm.running", ".running")


def randomise(nets):
    """Norms near 1 and layers that saturate nothing, with 3 decimals; u and v of a spectral norm stay unit vectors."""
    for index, (name, value) in enumerate(named(nets).items()):
        if name.endswith(("weight_u", "weight_v")):
            value.data = nn.functional.normalize(draw(*value.shape, seed=500 + index), dim=0)
            continue
        around_one = value.dim() == 1 and not name.endswith(("bias", "running_mean"))
        reach = min(0.8, 1.7 / math.sqrt(value[0].numel())) if value.dim() > 1 else 0.3
        low, high = (0.6, 1.4) if around_one else (-reach, reach)
        value.data = draw(*value.shape, seed=500 + index, low=low, high=high)


def program(name, source, nets, inputs, losses, values=None):
    """Cases of one program. `values` are further formulas, looked at in training mode, with the first loss."""
    randomise(nets)
    base = {"source": source.strip(), "batch": next(iter(inputs.values())).shape[0], "weights": tensors(named(nets))}
    cases = []
    for index, (key, loss) in enumerate(losses.items()):
        looked_at = {f"loss.{key}": loss.formula, **((values or {}) if index == 0 else {})}
        request = {"values": list(looked_at), "gradsOf": key, **({"stepOf": key} if loss.optimiser else {})}
        expected = {f"value.{what}": formula(copy.deepcopy(nets), inputs) for what, formula in looked_at.items()}
        expected |= step(loss, copy.deepcopy(nets), inputs)
        cases.append({"name": f"{name}, loss {key}", **base, "evaluation": {"data": tensors(inputs), "request": request, "expected": tensors(expected)}})
    return cases


def step(loss, nets, inputs):
    """Gradients, the weights after the step, and the statistics that its passes moved."""
    every = named(nets)
    before = {name: value.detach().clone() for name, value in every.items()}
    moved = {name: value for name, value in named({name: nets[name] for name in loss.over}).items() if isinstance(value, nn.Parameter)}
    found = torch.autograd.grad(loss.formula(nets, inputs), list(moved.values()), allow_unused=True)
    expected = {f"gradient.{name}": torch.zeros_like(value) if slope is None else slope for (name, value), slope in zip(moved.items(), found)}
    if loss.optimiser is None:
        return expected
    for value, slope in zip(moved.values(), found):
        value.grad = slope
    loss.optimiser(list(moved.values())).step()
    after = {name: value for name, value in every.items() if name in moved or not torch.equal(value, before[name])}
    return expected | {f"weight.{name}": value for name, value in after.items() if determined(expected.get(f"gradient.{name}"))}


def determined(slope):
    """A gradient that is 0 but for rounding, as of a bias before a norm, has no sign that Adam could follow."""
    return slope is None or slope.abs().max() > 1e-10 or slope.abs().max() == 0
