"""Writes the fixtures: what PyTorch computes, in float64, for small programs of the language.

    python3 tests/pytorch/make_fixtures.py

A case is a program, what it is given, and what it must give. Either it is looked at once (`evaluation`: values, gradients
of a loss, weights after a step), or some of its graphs are launched one after another (`launches`), as training does.
Inputs have 3 decimals, results 13 digits.
"""

import json
import math
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent / "fixtures"
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
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (HERE / f"{family}.json").write_text(f"[\n{lines}\n]\n")


# ── Expressions without weights: the value, its gradient, and the gradient of that ────────────────────────────────────


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


def activations():
    x = draw(BATCH, 2, 3)
    table = [
        ("relu", F.relu),
        ("leaky_relu", lambda v: F.leaky_relu(v, 0.2)),
        ("leaky_relu(0.01)", F.leaky_relu),
        ("elu", F.elu),
        ("elu(0.5)", lambda v: F.elu(v, 0.5)),
        ("selu", F.selu),
        ("gelu", F.gelu),
        ("silu", F.silu),
        ("sigmoid", torch.sigmoid),
        ("tanh", torch.tanh),
        ("softplus", F.softplus),
    ]
    return [over(stage, f"x -> {stage}", function, x) for stage, function in table]


def elementwise():
    x, y, row = draw(BATCH, 2, 3, seed=1), draw(BATCH, 2, 3, seed=2), draw(BATCH, 3, seed=3)
    positive = draw(BATCH, 2, 3, seed=4, low=0.1, high=3.0)
    two = {"x": x, "b": y}
    spread = lambda v: v.unsqueeze(1)
    return [
        over("exp", "exp(x)", torch.exp, x),
        over("log", "log(x)", torch.log, positive),
        over("sqrt", "sqrt(x)", torch.sqrt, positive),
        over("abs", "abs(x)", torch.abs, x),
        over("sin", "sin(x)", torch.sin, x),
        over("cos", "cos(x)", torch.cos, x),
        over("sign", "sign(x)", torch.sign, x, orders=0),
        over("floor", "floor(x)", torch.floor, x, orders=0),
        over("round", "round(x)", torch.round, x, orders=0),
        over("round, halves", "round(x * 0 + floor(x) + 0.5)", lambda v: torch.round(torch.floor(v) + 0.5), x, orders=0),
        over("clamp", "clamp(x, -0.5, 1)", lambda v: torch.clamp(v, -0.5, 1), x),
        over("neg", "-x", torch.neg, x),
        over("square", "x ^ 2", lambda v: v**2, x),
        over("cube", "x ^ 3", lambda v: v**3, x),
        over("reciprocal square root", "x ^ -0.5", lambda v: v**-0.5, positive),
        over("reciprocal", "1 / x", torch.reciprocal, positive),
        over("where", "where(x > 0.5, x * x, 3 * x)", lambda v: torch.where(v > 0.5, v * v, 3 * v), x),
        over("if", "if x > 0.5 then x * x else 3 * x", lambda v: torch.where(v > 0.5, v * v, 3 * v), x),
        expression("add", "x + b", lambda x, b: x + b, two),
        expression("sub", "x - b", lambda x, b: x - b, two),
        expression("mul", "x * b", lambda x, b: x * b, two),
        expression("div", "x / b", lambda x, b: x / b, two),
        expression("mod", "x % b", lambda x, b: torch.remainder(x, b), {"x": x, "b": y}, orders=0),
        expression("pow", "x ^ b", lambda x, b: x**b, {"x": positive, "b": y}),
        expression("max of two", "max(x, b)", lambda x, b: torch.maximum(x, b), two),
        expression("min of two", "min(x, b)", lambda x, b: torch.minimum(x, b), two),
        expression("broadcast over rows", "x * b + b", lambda x, b: x * spread(b) + spread(b), {"x": x, "b": row}),
        expression("broadcast of x", "(x * b) * b", lambda x, b: spread(x) * b * b, {"x": row, "b": y}),
        expression("comparisons", "(x < b) + 2 * (x <= b) + 4 * (x > b) + 8 * (x >= b) + 16 * (x == b) + 32 * (x != b)", compare, two, orders=0),
        expression("connectives", "(x < b and x > 0) + 2 * (x < b or x > 0) + 4 * (not (x < b))", connect, two, orders=0),
    ]


def compare(x, b):
    return 1.0 * (x < b) + 2 * (x <= b) + 4 * (x > b) + 8 * (x >= b) + 16 * (x == b) + 32 * (x != b)


def connect(x, b):
    return 1.0 * ((x < b) & (x > 0)) + 2.0 * ((x < b) | (x > 0)) + 4.0 * ~(x < b)


def reductions():
    x = draw(BATCH, 2, 3, seed=5)
    image = draw(BATCH, 2, 2, 3, seed=6)
    everything, sample, channels, space = (0, 1, 2), (1, 2), (1,), (2,)
    norm = lambda v, dim: v.pow(2).sum(dim).sqrt()
    cases = [
        over("sum", "sum(x)", torch.sum, x),
        over("sum over batch", "sum(x, over: batch)", lambda v: v.sum(0), x),
        over("sum over sample", "sum(x, over: sample)", lambda v: v.sum(sample), x),
        over("sum over channels", "sum(x, over: channels)", lambda v: v.sum(channels), x),
        over("sum over space", "sum(x, over: space)", lambda v: v.sum((2, 3)), image),
        over("sum over a list", "sum(x, over: [0, 2])", lambda v: v.sum((1, 3)), image),
        over("sum, kept", "sum(x, over: sample, keep: true) * x", lambda v: v.sum(sample, keepdim=True) * v, x),
        over("mean", "mean(x * x)", lambda v: (v * v).mean(), x),
        over("mean over batch", "mean(x * x, over: batch)", lambda v: (v * v).mean(0), x),
        over("mean over sample", "mean(x * x, over: sample)", lambda v: (v * v).mean(sample), x),
        over("max", "max(x)", torch.max, x),
        over("max over space", "max(x, over: space)", lambda v: v.amax(space), x),
        over("min", "min(x)", torch.min, x),
        over("min over batch", "min(x, over: batch)", lambda v: v.amin(0), x),
        over("norm", "norm(x)", lambda v: norm(v, everything), x),
        over("norm over sample", "norm(x, over: sample)", lambda v: norm(v, sample), x),
        over("var", "var(x)", torch.var, x),
        over("var over batch", "var(x, over: batch)", lambda v: v.var(0), x),
        over("var, biased", "var(x, over: sample, correction: 0)", lambda v: v.var(sample, correction=0), x),
        over("std", "std(x)", torch.std, x),
        over("std over sample", "std(x, over: sample)", lambda v: v.std(sample), x),
        over("logsumexp", "logsumexp(x)", lambda v: v.logsumexp(-1), x),
        over("logsumexp over all", "logsumexp(x, over: all)", lambda v: v.logsumexp(everything), x),
        over("softmax", "softmax(x)", lambda v: v.softmax(-1), x),
        over("softmax over channels", "softmax(x, over: channels)", lambda v: v.softmax(1), x),
        over("softmax over batch", "softmax(x, over: batch)", lambda v: v.softmax(0), x),
        over("log_softmax", "log_softmax(x)", lambda v: v.log_softmax(-1), x),
    ]
    return cases


def movement():
    x, b = draw(BATCH, 2, 3, seed=7), draw(BATCH, 4, 3, seed=8)
    vector, other = draw(BATCH, 4, seed=9), draw(BATCH, 4, seed=10)
    square = lambda v: v * v
    return [
        over("flatten", "flatten(x) ^ 2", lambda v: square(v.flatten(1)), x),
        over("reshape", "reshape(x, 3, 2) ^ 2", lambda v: square(v.reshape(-1, 3, 2)), x),
        over("permute", "permute(x, 1, 0) ^ 2", lambda v: square(v.permute(0, 2, 1)), x),
        over("broadcast", "broadcast(x, [2, 3, 4]) ^ 2", lambda v: square(v.unsqueeze(1).expand(-1, 2, 3, 4)), draw(BATCH, 3, 4, seed=11)),
        over("broadcast of an axis of 1", "broadcast(x, 3, 4) ^ 2", lambda v: square(v.expand(-1, 3, 4)), draw(BATCH, 3, 1, seed=12)),
        over("slice", "slice(x, 1, 1, 3) ^ 2", lambda v: square(v[:, :, 1:3]), x),
        expression("concat", "concat(x, b, axis: 0) ^ 2", lambda x, b: square(torch.cat([x, b], 1)), {"x": x, "b": b}),
        expression("concat of three", "concat(x, x, b, axis: 0) ^ 2", lambda x, b: square(torch.cat([x, x, b], 1)), {"x": x, "b": b}),
        expression("Gram matrix", "matmul(x, transpose(x))", lambda x: x @ x.T, {"x": vector}),
        expression("Gram matrix of two", "matmul(x, transpose(b))", lambda x, b: x @ b.T, {"x": vector, "b": other}),
        expression("covariance", "matmul(transpose(x), b)", lambda x, b: x.T @ b, {"x": vector, "b": other}),
        expression("matmul a sample", "matmul(x, transpose(b))", lambda x, b: x @ b.transpose(1, 2), {"x": x, "b": b}),
        expression("matrix times vector", "matmul(x, b)", lambda x, b: (x @ b.unsqueeze(-1)).squeeze(-1), {"x": x, "b": draw(BATCH, 3, seed=13)}),
    ]


def pictures():
    x = draw(BATCH, 2, 2, 3, seed=25)
    many = draw(2, 8, 2, 2, seed=26)
    resize = lambda v, mode: F.interpolate(v, scale_factor=2, mode=mode)
    square = lambda v: v * v
    coordinates = lambda v: v * torch.arange(2.0).reshape(2, 1) + torch.arange(3.0)
    return [
        over("global_avg_pool", "global_avg_pool(x) ^ 2", lambda v: square(v.mean((2, 3))), x),
        over("upsample", "upsample(x, 2) ^ 2", lambda v: square(resize(v, "nearest")), x),
        over("upsample, bilinear", "upsample(x, 2, mode: bilinear) ^ 2", lambda v: square(resize(v, "bilinear")), x),
        over("upsample by 3, bilinear", "upsample(x, 3, mode: bilinear)", lambda v: F.interpolate(v, scale_factor=3, mode="bilinear"), x, orders=1),
        over("pixel_shuffle", "pixel_shuffle(x, 2) ^ 2", lambda v: square(F.pixel_shuffle(v, 2)), many),
        over("pad", "pad(x, 2) ^ 2", lambda v: square(F.pad(v, (2, 2, 2, 2))), x),
        over("pad, reflect", "pad(x, 1, mode: reflect) ^ 2", lambda v: square(F.pad(v, (1, 1, 1, 1), mode="reflect")), x),
        over("pad, replicate", "pad(x, 2, mode: replicate) ^ 2", lambda v: square(F.pad(v, (2, 2, 2, 2), mode="replicate")), x),
        over("rows and cols", "x * rows(x) + cols(x)", coordinates, x),
        over("instance_norm's formula", "(x - mean(x, over: space, keep: true)) / sqrt(var(x, over: space, keep: true, correction: 0) + 1e-5)", lambda v: F.instance_norm(v), x),
    ]


# ── Layers: value, gradients of a loss and of a penalty on its slope, weights and statistics after a step ────────────


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


# ── The prelude's losses and penalties ───────────────────────────────────────────────────────────────────────────────


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


# ── Optimisers: five steps ───────────────────────────────────────────────────────────────────────────────────────────


def optimiser(text, make):
    x, target = draw(5, BATCH, 4, seed=21), draw(5, BATCH, 2, seed=22)
    module = nn.Linear(4, 2)
    randomise(module)
    names = ["linear1.weight", "linear1.bias"]
    weights = named(module, names)
    torch_optimiser = make(module.parameters())
    launches = []
    for step in range(5):
        loss = ((module(x[step]) - target[step]) ** 2).mean()
        torch_optimiser.zero_grad()
        loss.backward()
        torch_optimiser.step()
        launches.append({"graph": "step N", "data": tensors({"x": x[step], "t": target[step]}), "outputs": tensors({"loss.N": loss}), "slots": tensors(named(module, names))})
    return {
        "name": text,
        "source": f"gan Fixture\ndata x: [4]\ndata t: [2]\nnetwork N(x: [4]) -> [2] {{ x -> linear(2) }}\nloss N = mean((N(x) - t) ^ 2)\ntrain batch 3 {{ step N by {text} }}",
        "batch": BATCH,
        "weights": tensors(weights),
        "launches": launches,
    }


def optimisers():
    o = torch.optim
    return [
        optimiser("sgd(0.1)", lambda p: o.SGD(p, 0.1)),
        optimiser("sgd(0.1, momentum: 0.9)", lambda p: o.SGD(p, 0.1, momentum=0.9)),
        optimiser("sgd(0.1, momentum: 0.9, weight_decay: 0.1)", lambda p: o.SGD(p, 0.1, momentum=0.9, weight_decay=0.1)),
        optimiser("adam(0.1)", lambda p: o.Adam(p, 0.1)),
        optimiser("adam(0.1, beta1: 0.5, beta2: 0.9, eps: 0.001)", lambda p: o.Adam(p, 0.1, (0.5, 0.9), 0.001)),
        optimiser("adam(0.1, weight_decay: 0.1)", lambda p: o.Adam(p, 0.1, weight_decay=0.1)),
        optimiser("adamw(0.1)", lambda p: o.AdamW(p, 0.1)),
        optimiser("adamw(0.1, weight_decay: 0.2)", lambda p: o.AdamW(p, 0.1, weight_decay=0.2)),
        optimiser("rmsprop(0.1)", lambda p: o.RMSprop(p, 0.1)),
        optimiser("rmsprop(0.1, alpha: 0.9)", lambda p: o.RMSprop(p, 0.1, alpha=0.9)),
        optimiser("adagrad(0.1)", lambda p: o.Adagrad(p, 0.1)),
        optimiser("adagrad(0.1, lr_decay: 0.2, weight_decay: 0.1)", lambda p: o.Adagrad(p, 0.1, lr_decay=0.2, weight_decay=0.1)),
    ]


# ── A whole model: ten steps of an MLP WGAN-GP, its draws given ───────────────────────────────────────────────────────

WGAN_GP = """gan WganGp
data x: [4]
data z: [3]
data a: [1]
generator G(z: [3]) -> [4] { z -> linear(6) -> batch_norm(eps: 0.8) -> leaky_relu(0.2) -> linear(4) -> tanh }
critic D(x: [4]) -> [1] { x -> linear(6) -> leaky_relu(0.2) -> linear(5) -> leaky_relu(0.2) -> linear(1) }
let fake  = G(z)
let mix   = a * x + (1 - a) * fake
let slope = norm(grad(sum(D(mix)), mix), over: sample)
loss D = mean(D(fake)) - mean(D(x)) + 10 * mean((slope - 1) ^ 2)
loss G = -mean(D(fake))
train batch 4 {
  step D by adam(0.01, beta1: 0.5, beta2: 0.9)
  step G by adam(0.01, beta1: 0.5, beta2: 0.9)
}"""


class WganGp:
    def __init__(self):
        leaky = lambda: nn.LeakyReLU(0.2)
        self.G = nn.Sequential(nn.Linear(3, 6), nn.BatchNorm1d(6, eps=0.8), leaky(), nn.Linear(6, 4), nn.Tanh())
        self.D = nn.Sequential(nn.Linear(4, 6), leaky(), nn.Linear(6, 5), leaky(), nn.Linear(5, 1))
        for index, value in enumerate([*self.G.parameters(), *self.D.parameters()]):
            value.data = draw(*value.shape, seed=40 + index, low=-0.8, high=0.8)

    def named(self):
        paths = {"G": {"0": "linear1", "1": "batch_norm1", "3": "linear2"}, "D": {"0": "linear1", "2": "linear2", "4": "linear3"}}
        found = {}
        for network, module in (("G", self.G), ("D", self.D)):
            for key, value in module.state_dict().items():
                index, kind = key.split(".")
                if kind != "num_batches_tracked":
                    found[f"{network}.{paths[network][index]}.{kind}"] = value.detach().clone()
        return found

    def loss_d(self, x, z, a):
        fake = self.G(z)
        mix = a * x + (1 - a) * fake
        (gradient,) = torch.autograd.grad(self.D(mix).sum(), mix, create_graph=True)
        slope = gradient.pow(2).sum(1).sqrt()
        return self.D(fake).mean() - self.D(x).mean() + 10 * ((slope - 1) ** 2).mean(), slope

    def loss_g(self, z):
        return -self.D(self.G(z)).mean()


def wgan_gp():
    model = WganGp()
    weights = tensors(model.named())
    optimiser_d = torch.optim.Adam(model.D.parameters(), 0.01, (0.5, 0.9))
    optimiser_g = torch.optim.Adam(model.G.parameters(), 0.01, (0.5, 0.9))
    batches = [{"x": draw(4, 4, seed=60 + i), "z": draw(4, 3, seed=80 + i), "a": draw(4, 1, seed=100 + i, low=0, high=1)} for i in range(10)]
    first = first_look(batches[0])
    launches = []
    for batch in batches:
        loss, _ = model.loss_d(**batch)
        launches.append(taken("D", loss, optimiser_d, model, batch))
        launches.append(taken("G", model.loss_g(batch["z"]), optimiser_g, model, {"z": batch["z"]}))
    # Weights after the first and the last step; losses of all.
    for launch in launches[1:-1]:
        del launch["slots"]
    base = {"source": WGAN_GP, "batch": 4, "weights": weights}
    return [{"name": "WGAN-GP, the first gradients", **base, "evaluation": first}, {"name": "WGAN-GP, ten iterations", **base, "launches": launches}]


def first_look(batch):
    model = WganGp()
    loss, slope = model.loss_d(**batch)
    parameters = dict(zip([name for name in model.named() if name.startswith("D.")], model.D.parameters()))
    found = torch.autograd.grad(loss, list(parameters.values()), create_graph=False)
    expected = {"value.loss.D": loss, "value.slope": slope, **{f"gradient.{name}": g for name, g in zip(parameters, found)}}
    return {"data": tensors(batch), "request": {"values": ["loss.D", "slope"], "gradsOf": "D"}, "expected": tensors(expected)}


def taken(name, loss, torch_optimiser, model, batch):
    torch_optimiser.zero_grad()
    loss.backward()
    torch_optimiser.step()
    return {"graph": f"step {name}", "data": tensors(batch), "outputs": tensors({f"loss.{name}": loss}), "slots": tensors(model.named())}


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for family in (activations, elementwise, reductions, movement, pictures, layers, losses, optimisers, wgan_gp):
        write(family.__name__, family())
