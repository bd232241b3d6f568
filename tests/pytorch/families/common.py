"""What all families use: short inputs, tensors as JSON, and cases of an expression with its derivatives."""

import json
import math
import pathlib

import torch

torch.set_default_dtype(torch.float64)
# Sums in one order, whatever the machine.
torch.set_num_threads(1)
FIXTURES = pathlib.Path(__file__).parent.parent / "fixtures"
BATCH = 3


def draw(*shape, seed=0, low=-2.0, high=2.0):
    """Numbers that are written short and not near a kink at 0."""
    generator = torch.Generator().manual_seed(seed + 1000 * len(shape) + math.prod(shape))
    values = torch.rand(*shape, generator=generator) * (high - low) + low
    values = torch.round(values * 1000) / 1000
    return torch.where(values.abs() < 0.01, torch.full_like(values, 0.137), values)


def tensor(value):
    value = value.detach()
    numbers = [float(f"{number:.13g}") for number in value.double().reshape(-1).tolist()]
    return {"shape": list(value.shape), "data": [int(n) if n == int(n) and abs(n) < 1e6 else n for n in numbers]}


def tensors(values):
    return {name: tensor(value) for name, value in values.items()}


def sizes(value):
    return "[" + ", ".join(str(size) for size in value.shape[1:]) + "]"


def write(family, cases):
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), family
    FIXTURES.mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (FIXTURES / f"{family}.json").write_text(f"[\n{lines}\n]\n")


def expression(name, text, function, inputs, orders=2):
    """`y = text`; g is the gradient of Σy² with respect to x, h that of Σg²; as many as `orders` says."""
    leaves = {key: value.clone().requires_grad_() for key, value in inputs.items()}
    lines = ["gan Fixture", *(f"data {key}: {sizes(value)}" for key, value in inputs.items()), f"let y = {text}"]
    y = function(**leaves).double()
    expected = {"value.y": y}
    if orders >= 1:
        lines.append("let g = grad(sum(y * y), x)")
        (g,) = torch.autograd.grad((y * y).sum(), leaves["x"], create_graph=True)
        expected["value.g"] = g
    if orders >= 2:
        lines.append("let h = grad(sum(g * g), x)")
        (h,) = torch.autograd.grad((g * g).sum(), leaves["x"])
        expected["value.h"] = h
    request = {"values": [key.split(".")[1] for key in expected]}
    return {
        "name": name,
        "source": "\n".join(lines),
        "batch": next(iter(inputs.values())).shape[0],
        "weights": {},
        "evaluation": {"data": tensors(inputs), "request": request, "expected": tensors(expected)},
    }


def over(name, text, function, x, orders=2):
    return expression(name, text, lambda x: function(x), {"x": x}, orders)
