"""Expressions without weights: activations, operators and mathematics, reductions, movement, pictures."""

import torch
import torch.nn.functional as F

from .common import BATCH, draw, expression, over


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
