"""`examples/`, small: PyTorch trains the same networks by the same formulas, and tells what it found.

A fixture holds the hypers, where the inputs and the first weights are drawn from, and PyTorch's results: each loss and its
gradients at the first draw, all losses of 20 iterations, and the weights after them. A large tensor is told by two sums, of
its elements times drawn numbers.
"""

import copy
import json

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from . import example_networks as networks
from .common import FIXTURES, tensor
from .drawn import labels, uniform
from .example_models import MODELS

ITERATIONS = 20
LONGEST = 24
AVERAGE = "G_average"


def write_examples():
    folder = FIXTURES / "examples"
    folder.mkdir(exist_ok=True)
    for model in MODELS:
        (folder / f"{model.name}.json").write_text(json.dumps(fixture(model), separators=(",", ":")) + "\n")


def fixture(model):
    nets = model.build(**model.small())
    ranges = {name: first_range(name, value) for name, value in named(nets).items()}
    for name, value in named(nets).items():
        value.data = uniform(name, value.shape, *ranges[name])
    return {
        "hypers": model.hypers,
        "narrowed": {str(full): small for full, small in model.narrowed.values()},
        "parameters": full_size(model),
        "batch": model.batch,
        "iterations": ITERATIONS,
        "inputs": {name: {"classes": given} if isinstance(given, int) else {"low": given[0], "high": given[1]} for name, given in model.inputs(**model.hypers).items()},
        "weights": ranges,
        "undetermined": undetermined(model, nets),
        "first": {name: first_look(model, copy.deepcopy(nets), name) for name in model.losses},
        **trained(model, nets),
    }


def named(nets):
    return {name: value for network, module in nets.items() for name, value in networks.tensors_of(module, network).items()}


def full_size(model):
    """Parameters of the networks at full width, without the memory for them."""
    with torch.device("meta"):
        nets = model.build(**model.whole())
    return {network: sum(value.numel() for value in module.parameters()) for network, module in nets.items()}


def undetermined(model, nets):
    found = [name for network, module in nets.items() for name in networks.undetermined(module, network)] + model.undetermined
    return found + [AVERAGE + name[1:] for name in found if name.startswith("G.") and model.averages]


def first_range(name, value):
    """Norms near 1, and layers small enough that nothing saturates."""
    if name.endswith("running_var") or (".batch_norm" in name and name.endswith(".weight")):
        return [0.5, 1.5]
    reach = round(min(0.8, 1.5 / value[0].numel() ** 0.5), 3) if value.dim() > 1 else 0.3
    return [-reach, reach]


def drawn(model, draw):
    found = {}
    for name, given in model.inputs(**model.hypers).items():
        key = f"{name} {draw}"
        found[name] = labels(key, model.batch, given) if isinstance(given, int) else uniform(key, (model.batch, *given[2]), given[0], given[1])
    return found


def first_look(model, nets, name):
    loss = model.losses[name](**nets, **drawn(model, 0))
    own = {key: value for key, value in networks.tensors_of(nets[name], name).items() if isinstance(value, torch.nn.Parameter)}
    gradients = torch.autograd.grad(loss, list(own.values()))
    return {"loss": float(f"{loss.item():.13g}"), "gradients": {key: told(key, gradient) for key, gradient in zip(own, gradients)}}


def trained(model, nets):
    optimisers = {name: model.optimiser(nets[name].parameters()) for name in nets}
    average = AveragedModel(nets["G"], multi_avg_fn=get_ema_multi_avg_fn(0.99))
    losses, draws = [], 0
    for iteration in range(ITERATIONS):
        for name in model.order:
            for group in optimisers[name].param_groups:
                group["lr"] = model.rate(iteration)
            loss = model.losses[name](**nets, **drawn(model, draws))
            draws += 1
            optimisers[name].zero_grad()
            loss.backward()
            optimisers[name].step()
            losses.append([name, float(f"{loss.item():.13g}")])
            if name == "D" and model.clip:
                for value in nets["D"].parameters():
                    value.data.clamp_(-model.clip, model.clip)
        average.update_parameters(nets["G"])
    after = {**named(nets), **(networks.tensors_of(average.module, AVERAGE) if model.averages else {})}
    return {"losses": losses, "after": {name: told(name, value) for name, value in after.items()}}


def told(name, value):
    value = value.detach()
    if value.numel() <= LONGEST:
        return tensor(value)
    sums = [(value * uniform(f"{name} sum {i}", value.shape, -1, 1)).sum() for i in range(2)]
    return {"shape": list(value.shape), "sums": tensor(torch.stack(sums))["data"]}
