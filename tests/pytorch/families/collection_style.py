"""Layers that a program writes for itself: StyleGAN2's, gated convolutions, losses of style."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.parametrizations import spectral_norm

from .collected import Loss, adam, l1, layers, mse, numbers, program


def styles():
    return [*stylegan(), *inpainting()]


# ── StyleGAN2 (Karras et al. 2020, arXiv 1912.04958): modulated weights, noise, the length of a path with its average ──

STYLEGAN = """
gan StyleGan
hyper decay = 0.01
data  x: [1, 8, 8] in [-1, 1]
noise z: [4] ~ normal(0, 1)
noise n: [1, 8, 8] ~ normal(0, 1)
noise y: [1, 8, 8] ~ normal(0, 1)
state mean_length = 0.3

def pixel_norm(h) = h / sqrt(mean(h ^ 2, over: channels, keep: true) + 1e-8)
def equalised(h, n, gain) = reshape(matmul(reshape(h, 1, 4), transpose(gain * param([n, 4], init: normal(0, 1)))), n)
network F(z: [4]) -> [3] { z -> pixel_norm -> equalised(4, 0.5) -> leaky_relu(0.2) -> equalised(3, 0.5) -> leaky_relu(0.2) }

def modulated(h, w, n, demodulate = true) {
  let s = w -> linear(2)
  let out = h * reshape(s, 2, 1, 1) -> conv(n, 3, pad: 1, bias: false)
  if demodulate then out / (sqrt(sum(s ^ 2, over: sample) + 1e-8) -> reshape(1, 1, 1)) else out
}
generator G(w: [3], n: [1, 8, 8]) -> [1, 8, 8] {
  let start = param([2, 4, 4], init: normal(0, 1))
  let h = modulated(start, w, 2) -> upsample(2, mode: bilinear)
  modulated(h + param([2, 1, 1]) * n -> leaky_relu(0.2), w, 1, demodulate: false) + param([1, 1, 1])
}
discriminator D(x: [1, 8, 8]) -> [1] {
  let h = x -> conv(2, 1) -> leaky_relu(0.2)
  let r = (h -> conv(2, 3, pad: 1) -> leaky_relu(0.2) -> avg_pool(2)) + (h -> avg_pool(2) -> conv(2, 1, bias: false))
  r / sqrt(2) -> minibatch_std -> conv(2, 3, stride: 2, pad: 1) -> leaky_relu(0.2) -> flatten -> linear(1)
}
let w = F(z)
let fake = G(w, n)
let lengths = sqrt(sum(grad(sum(fake * y) / sqrt(8 * 8), w) ^ 2, over: sample))
let target = mean_length + decay * (mean(lengths) - mean_length)

loss G over G, F = mean(softplus(-D(fake))) + 2 * mean((lengths - stop(target)) ^ 2)
loss D = mean(softplus(D(fake))) + mean(softplus(-D(x))) + 5 * r1(D, x)
train batch 2 {
  step G by adam(2e-3, beta1: 0, beta2: 0.99), set mean_length = target
  step D by adam(2e-3, beta1: 0, beta2: 0.99)
}
"""


def weight(*shape):
    return nn.Parameter(torch.zeros(*shape))


class Mapping(nn.Module):
    def __init__(self):
        super().__init__()
        self.equalised1, self.equalised2 = nn.ParameterDict({"param1": weight(4, 4)}), nn.ParameterDict({"param1": weight(3, 4)})

    def forward(self, z):
        h = z / torch.sqrt((z**2).mean(1, keepdim=True) + 1e-8)
        h = F.leaky_relu(F.linear(h, 0.5 * self.equalised1["param1"]), 0.2)
        return F.leaky_relu(F.linear(h, 0.5 * self.equalised2["param1"]), 0.2)


class Modulated(nn.Module):
    def __init__(self, n, demodulate):
        super().__init__()
        self.linear1, self.conv1, self.demodulate = nn.Linear(3, 2), nn.Conv2d(2, n, 3, padding=1, bias=False), demodulate

    def forward(self, h, w):
        s = self.linear1(w)
        out = self.conv1(h * s[:, :, None, None])
        return out / torch.sqrt((s**2).sum(1) + 1e-8)[:, None, None, None] if self.demodulate else out


class Synthesis(nn.Module):
    def __init__(self):
        super().__init__()
        self.param1, self.param2, self.param3 = weight(2, 4, 4), weight(2, 1, 1), weight(1, 1, 1)
        self.modulated1, self.modulated2 = Modulated(2, True), Modulated(1, False)

    def forward(self, w, n):
        h = F.interpolate(self.modulated1(self.param1, w), scale_factor=2, mode="bilinear")
        return self.modulated2(F.leaky_relu(h + self.param2 * n, 0.2), w) + self.param3


class ResidualJudge(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.conv3 = nn.Conv2d(1, 2, 1), nn.Conv2d(2, 2, 3, padding=1), nn.Conv2d(2, 2, 1, bias=False)
        self.conv4, self.linear1 = nn.Conv2d(3, 2, 3, 2, 1), nn.Linear(8, 1)

    def forward(self, x):
        h = F.leaky_relu(self.conv1(x), 0.2)
        r = (F.avg_pool2d(F.leaky_relu(self.conv2(h), 0.2), 2) + self.conv3(F.avg_pool2d(h, 2))) / 2**0.5
        spread = torch.sqrt(r.var(0, unbiased=False) + 1e-8).mean()
        r = torch.cat([r, spread.expand(len(r), 1, 4, 4)], 1)
        return self.linear1(F.leaky_relu(self.conv4(r), 0.2).flatten(1))


def stylegan():
    nets = {"F": Mapping(), "G": Synthesis(), "D": ResidualJudge()}
    x, z, n, y = numbers((1, 8, 8), (4,), (1, 8, 8), (1, 8, 8))

    def path(nets, given):
        w = nets["F"](given["z"])
        fake = nets["G"](w, given["n"])
        (slope,) = torch.autograd.grad((fake * given["y"]).sum() / 8, w, create_graph=True)
        return fake, torch.sqrt((slope**2).sum(1))

    def generator(nets, given):
        fake, lengths = path(nets, given)
        target = (0.3 + 0.01 * (lengths.mean() - 0.3)).detach()
        return F.softplus(-nets["D"](fake)).mean() + 2 * ((lengths - target) ** 2).mean()

    def discriminator(nets, given):
        real = given["x"].clone().requires_grad_()
        score = nets["D"](real)
        (slope,) = torch.autograd.grad(score.sum(), real, create_graph=True)
        return F.softplus(nets["D"](path(nets, given)[0])).mean() + F.softplus(-score).mean() + 2.5 * (slope**2).flatten(1).sum(1).mean()

    losses = {"G": Loss(generator, ["G", "F"], adam(2e-3, (0.0, 0.99))), "D": Loss(discriminator, ["D"], adam(2e-3, (0.0, 0.99)))}
    return program("StyleGAN2", STYLEGAN, nets, {"x": x, "z": z, "n": n, "y": y}, losses, {"lengths": lambda nets, given: path(nets, given)[1]})


# ── Gated convolutions (Yu et al. 2019, arXiv 1806.03589), with losses of content, style (Gatys et al. 2016) and total variation ──

INPAINTING = """
gan Inpainting
data (x: [1, 8, 8] in [-1, 1], y: class[3])
noise box: [2] ~ uniform(0, 5)

def gated(h, n, stride = 1, act = true) {
  let both = h -> conv(2 * n, 3, stride: stride, pad: 1)
  let kept = slice(both, axis: 0, from: 0, to: n)
  (if act then elu(kept) else kept) * sigmoid(slice(both, axis: 0, from: n, to: 2 * n))
}
def attention_gate(skip, g) = skip * ((skip -> conv(2, 1, bias: false)) + (g -> conv(2, 1)) -> relu -> conv(1, 1) -> sigmoid)
generator G(x: [1, 8, 8], m: [1, 8, 8], y: class[3]) -> [1, 8, 8] {
  let a = concat(x * (1 - m), m, one_hot(y) -> reshape(3, 1, 1) -> broadcast(3, 8, 8)) -> gated(2)
  let u = a -> gated(2, stride: 2) -> upsample(2)
  concat(u, attention_gate(a, u)) -> gated(1, act: false) -> clamp(-1, 1)
}
discriminator D(x: [1, 8, 8], m: [1, 8, 8]) -> [2, 4, 4] {
  concat(x, m) -> spectral(conv(2, 4, stride: 2, pad: 1)) -> group_norm(2) -> leaky_relu(0.2)
}
frozen network Phi(x: [1, 8, 8]) from "phi.safetensors" {
  x -> conv(2, 3, pad: 1) -> batch_norm -> relu -> dropout(0.3) -> conv(2, 3, stride: 2, pad: 1) -> batch_norm
}

let top  = floor(slice(box, 0, 0, 1)) -> reshape(1, 1)
let left = floor(slice(box, 0, 1, 2)) -> reshape(1, 1)
let hole = rows(x) >= top and rows(x) < top + 4 and cols(x) >= left and not (cols(x) >= left + 4)
let m = reshape(if hole then 1 else 0, 1, 8, 8)
let raw = G(x, m, y)
let whole = x * (1 - m) + raw * m
def gram(v) {
  let flat = reshape(v, 2, 4 * 4)
  matmul(flat, transpose(flat)) / (2 * 16)
}
def variation(v) = l1(slice(v, 1, 1, 8), slice(v, 1, 0, 7)) + l1(slice(v, axis: -1, from: 1, to: 8), slice(v, axis: -1, from: 0, to: 7))

loss G = l1(Phi(whole), Phi(x)) - mean(D(whole, m)) + 2 * mse(gram(Phi(whole)), gram(Phi(x))) + 0.1 * variation(whole) + sum(abs(raw - x) * m) / sum(m)
loss D = hinge_d(D(x, m), D(whole, m))
train batch 2 {
  step D by adam(1e-4)
  step G by adam(1e-4)
}
"""


class GatedGenerator(nn.Module):
    def __init__(self):
        super().__init__()
        gated = lambda inputs, n, stride=1: layers(conv1=nn.Conv2d(inputs, 2 * n, 3, stride, 1))
        self.gated1, self.gated2, self.gated3 = gated(5, 2), gated(2, 2, 2), gated(4, 1)
        self.attention_gate1 = layers(conv1=nn.Conv2d(2, 2, 1, bias=False), conv2=nn.Conv2d(2, 2, 1), conv3=nn.Conv2d(2, 1, 1))

    def forward(self, x, m, y):
        def gated(layer, h, act=F.elu):
            kept, gate = layer(h).chunk(2, 1)
            return act(kept) * torch.sigmoid(gate)

        maps = F.one_hot(y, 3)[:, :, None, None].expand(-1, -1, 8, 8)
        a = gated(self.gated1, torch.cat([x * (1 - m), m, maps], 1))
        u = F.interpolate(gated(self.gated2, a), scale_factor=2)
        gate = self.attention_gate1
        attended = a * torch.sigmoid(gate.conv3(F.relu(gate.conv1(a) + gate.conv2(u))))
        return gated(self.gated3, torch.cat([u, attended], 1), lambda h: h).clamp(-1, 1)


def inpainting():
    seen = layers(
        conv1=nn.Conv2d(1, 2, 3, padding=1),
        batch_norm1=nn.BatchNorm2d(2),
        relu=nn.ReLU(),
        dropout=nn.Dropout(0.3),
        conv2=nn.Conv2d(2, 2, 3, 2, 1),
        batch_norm2=nn.BatchNorm2d(2),
    )
    judge = layers(conv1=spectral_norm(nn.Conv2d(2, 2, 4, 2, 1)), group_norm1=nn.GroupNorm(2, 2), leaky=nn.LeakyReLU(0.2))
    nets = {"G": GatedGenerator(), "D": judge, "Phi": seen.eval()}
    (x,) = numbers((1, 8, 8))
    given = {"x": x, "y": torch.tensor([2, 0]), "box": torch.tensor([[1.5, 3.2], [4.9, 0.3]])}
    judged = lambda nets, x, m: nets["D"](torch.cat([x, m], 1))

    def mask(given):
        m = torch.zeros_like(given["x"])
        for index, (top, left) in enumerate(given["box"].floor().int().tolist()):
            m[index, :, top : top + 4, left : left + 4] = 1
        return m

    def filled(nets, given):
        m = mask(given)
        raw = nets["G"](given["x"], m, given["y"])
        return raw, given["x"] * (1 - m) + raw * m, m

    def gram(v):
        flat = v.flatten(2)
        return flat @ flat.transpose(1, 2) / 32

    def generator(nets, given):
        raw, whole, m = filled(nets, given)
        made, real = nets["Phi"](whole), nets["Phi"](given["x"])
        variation = l1(whole[:, :, 1:], whole[:, :, :-1]) + l1(whole[..., 1:], whole[..., :-1])
        hole = ((raw - given["x"]).abs() * m).sum() / m.sum()
        return l1(made, real) - judged(nets, whole, m).mean() + 2 * mse(gram(made), gram(real)) + 0.1 * variation + hole

    def discriminator(nets, given):
        _, whole, m = filled(nets, given)
        real = judged(nets, given["x"], m)
        return F.relu(1 - real).mean() + F.relu(1 + judged(nets, whole, m)).mean()

    losses = {"G": Loss(generator, ["G"], adam(1e-4, (0.9, 0.999))), "D": Loss(discriminator, ["D"], adam(1e-4, (0.9, 0.999)))}
    return program("gated inpainting", INPAINTING, nets, given, losses, {"m": lambda nets, given: mask(given)})
