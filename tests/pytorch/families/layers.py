"""Layers: value, gradients of a loss and of a penalty on its slope, weights and statistics after a step."""

import torch
import torch.nn as nn

from .common import BATCH, draw, sizes, tensors


def layer(name, body, module, x, names, extra="", prefix="x: "):
    """One network N of `body`. `names` are the parameters of the language for those of the module, in its order."""
    randomise(module)
    weights = named(module, names)
    y = module(x.clone().requires_grad_() if x.is_floating_point() else x)
    r = draw(*y.shape, seed=20)
    source = "\n".join(
        [
            "gan Fixture",
            f"data x: {sizes(x) if x.is_floating_point() else extra}",
            f"data r: {sizes(y)}",
            f"network N(x: {sizes(x) if x.is_floating_point() else extra}) -> {sizes(y)} {{ {body} }}",
            "loss N = mean(r * N(x) + N(x) ^ 2)",
            *(["let slope = grad(sum(r * N(x) ^ 2), x)", "loss P over N = mean(slope ^ 2)"] if x.is_floating_point() else []),
            f"train batch {x.shape[0]} {{ step N by sgd(0.1) }}",
        ]
    )
    base = {"source": source, "batch": x.shape[0], "weights": tensors(weights)}
    cases = [{"name": name, **base, "evaluation": stepped(module, names, x, r)}]
    if x.is_floating_point():
        cases.append({"name": f"{name}, penalty on the slope", **base, "evaluation": penalised(module, names, x, r)})
    return cases


def randomise(module):
    for index, value in enumerate([*module.parameters(), *(b for b in module.buffers() if b.is_floating_point())]):
        value.data = draw(*value.shape, seed=30 + index, low=0.2, high=1.5)


def named(module, names):
    values = [*module.parameters(), *(b for b in module.buffers() if b.is_floating_point())]
    assert len(values) == len(names)
    return {f"N.{name}": value.detach().clone() for name, value in zip(names, values)}


def gradients(loss, module, names):
    parameters = list(module.parameters())
    found = torch.autograd.grad(loss, parameters, allow_unused=True, retain_graph=True)
    return {f"gradient.N.{name}": g if g is not None else torch.zeros_like(p) for name, g, p in zip(names, found, parameters)}


def stepped(module, names, x, r):
    randomise(module)
    optimiser = torch.optim.SGD(module.parameters(), 0.1)
    y = module(x)
    loss = (r * y + y**2).mean()
    expected = {"value.loss.N": loss, **gradients(loss, module, names)}
    loss.backward()
    optimiser.step()
    expected |= {f"weight.{name}": value for name, value in named(module, names).items()}
    request = {"values": ["loss.N"], "gradsOf": "N", "stepOf": "N"}
    return {"data": tensors({"x": x, "r": r}), "request": request, "expected": tensors(expected)}


def penalised(module, names, x, r):
    randomise(module)
    leaf = x.clone().requires_grad_()
    (slope,) = torch.autograd.grad((r * module(leaf) ** 2).sum(), leaf, create_graph=True)
    loss = (slope**2).mean()
    expected = {"value.slope": slope, "value.loss.P": loss, **gradients(loss, module, names)}
    request = {"values": ["slope", "loss.P"], "gradsOf": "P"}
    return {"data": tensors({"x": x, "r": r}), "request": request, "expected": tensors(expected)}


class Bare(nn.Module):
    def __init__(self):
        super().__init__()
        self.gain = nn.Parameter(torch.empty(2, 1))

    def forward(self, x):
        return self.gain * x


class Labelled(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(5, 4)

    def forward(self, label):
        return self.table(label.long())


def layers():
    vector, matrix, image = draw(BATCH, 4, seed=14), draw(BATCH, 2, 3, seed=15), draw(BATCH, 2, 2, 3, seed=16)
    affine = lambda path: [f"{path}.weight", f"{path}.bias"]
    running = lambda path: [*affine(path), f"{path}.running_mean", f"{path}.running_var"]
    labels = torch.tensor([3, 0, 3, 4])
    return [
        *layer("linear", "x -> linear(3)", nn.Linear(4, 3), vector, affine("linear1")),
        *layer("linear without bias", "x -> linear(3, bias: false)", nn.Linear(4, 3, bias=False), vector, ["linear1.weight"]),
        *layer("linear on the last axis", "x -> linear(4)", nn.Linear(3, 4), matrix, affine("linear1")),
        *layer("two linears", "x -> linear(3) -> tanh -> linear(2)", nn.Sequential(nn.Linear(4, 3), nn.Tanh(), nn.Linear(3, 2)), vector, affine("linear1") + affine("linear2")),
        *layer("batch_norm", "x -> batch_norm", nn.BatchNorm1d(4), vector, running("batch_norm1")),
        *layer("batch_norm with eps and momentum", "x -> batch_norm(eps: 0.8, momentum: 0.3)", nn.BatchNorm1d(4, eps=0.8, momentum=0.3), vector, running("batch_norm1")),
        *layer("batch_norm of a sequence", "x -> batch_norm", nn.BatchNorm1d(2), matrix, running("batch_norm1")),
        *layer("batch_norm of pictures", "x -> batch_norm", nn.BatchNorm2d(2), image, running("batch_norm1")),
        *layer("layer_norm", "x -> layer_norm", nn.LayerNorm(4), vector, affine("layer_norm1")),
        *layer("layer_norm of a matrix", "x -> layer_norm(eps: 0.1)", nn.LayerNorm([2, 3], eps=0.1), matrix, affine("layer_norm1")),
        *layer("instance_norm", "x -> instance_norm(affine: true)", nn.InstanceNorm2d(2, affine=True), image, affine("instance_norm1")),
        *layer("group_norm", "x -> group_norm(2)", nn.GroupNorm(2, 4), draw(BATCH, 4, 2, 2, seed=23), affine("group_norm1")),
        *layer("prelu", "x -> prelu", nn.PReLU(), matrix, ["prelu1.weight"]),
        *layer("param", "x * param([2, 1], init: normal(0, 1))", Bare(), matrix, ["param1"]),
        *layer("embedding", "x -> embedding(4)", Labelled(), labels, ["embedding1.weight"], extra="class[5]"),
        two_passes(),
        after_training(),
    ]


def two_passes():
    """Each pass through a batch_norm moves its running statistics, in order."""
    x, q = draw(BATCH, 4, seed=17), draw(BATCH, 4, seed=18)
    module = nn.BatchNorm1d(4)
    randomise(module)
    names = ["batch_norm1.weight", "batch_norm1.bias", "batch_norm1.running_mean", "batch_norm1.running_var"]
    weights = named(module, names)
    loss = (module(x) ** 2).mean() + (module(q) ** 3).mean()
    expected = {"value.loss.N": loss, **gradients(loss, module, names)}
    moved = {f"weight.{key}": value for key, value in named(module, names).items() if "running" in key}
    return {
        "name": "batch_norm twice in one step",
        "source": "gan Fixture\ndata x: [4]\ndata q: [4]\nnetwork N(x: [4]) -> [4] { x -> batch_norm }\nloss N = mean(N(x) ^ 2) + mean(N(q) ^ 3)\ntrain batch 3 { step N by sgd(0.1) }",
        "batch": BATCH,
        "weights": tensors(weights),
        "evaluation": {"data": tensors({"x": x, "q": q}), "request": {"values": ["loss.N"], "gradsOf": "N", "stepOf": "N"}, "expected": tensors({**expected, **moved})},
    }


def after_training():
    """Samples use running statistics and no dropout."""
    x = draw(BATCH, 4, seed=19)
    module = nn.Sequential(nn.Linear(4, 3), nn.BatchNorm1d(3), nn.Dropout(0.4))
    randomise(module)
    names = ["linear1.weight", "linear1.bias", "batch_norm1.weight", "batch_norm1.bias", "batch_norm1.running_mean", "batch_norm1.running_var"]
    weights = named(module, names)
    module.eval()
    return {
        "name": "batch_norm and dropout after training",
        "source": "gan Fixture\ndata x: [4]\nnetwork N(x: [4]) -> [3] { x -> linear(3) -> batch_norm -> dropout(0.4) }\nsample y = N(x)",
        "batch": BATCH,
        "weights": tensors(weights),
        "launches": [{"graph": "sample y", "data": tensors({"x": x}), "outputs": tensors({"sample.y": module(x)})}],
    }
