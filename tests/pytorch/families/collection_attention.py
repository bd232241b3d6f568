"""Pictures with spectral norms, attention, and classes: SAGAN, conditional batch norm with a projection discriminator."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.parametrizations import spectral_norm

from .collected import Loss, adam, layers, numbers, program


def attentive():
    return [*sagan(), *projection()]


# ── SAGAN (Zhang et al. 2019, arXiv 1805.08318) ──

SAGAN = """
gan SaGan
data  x: [1, 8, 8] in [-1, 1]
noise z: [4] ~ normal(0, 1)

def up(h, n) = h -> spectral(conv_transpose(n, 4, stride: 2, pad: 1)) -> batch_norm -> relu
generator G(z: [4]) -> [1, 8, 8] {
  z -> spectral(linear(4 * 2 * 2)) -> reshape(4, 2, 2) -> up(8) -> self_attention -> spectral(conv_transpose(1, 4, stride: 2, pad: 1)) -> tanh
}
discriminator D(x: [1, 8, 8]) -> [1] {
  x -> spectral(conv(2, 4, stride: 2, pad: 1)) -> leaky_relu(0.1) -> self_attention -> spectral(conv(3, 4, stride: 2, pad: 1)) -> leaky_relu(0.1) -> flatten -> spectral(linear(1))
}
let fake = G(z)
loss D = hinge_d(D(x), D(fake))
loss G = hinge_g(D(fake))
train batch 2 {
  step D by adam(4e-4, beta1: 0, beta2: 0.9)
  step G by adam(1e-4, beta1: 0, beta2: 0.9)
}
"""


class Attention(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.query, self.key = nn.Conv2d(channels, max(1, channels // 8), 1), nn.Conv2d(channels, max(1, channels // 8), 1)
        self.value, self.gamma = nn.Conv2d(channels, channels, 1), nn.Parameter(torch.zeros(1))

    def forward(self, x):
        q, k, v = self.query(x).flatten(2), self.key(x).flatten(2), self.value(x).flatten(2)
        attention = torch.softmax(q.transpose(1, 2) @ k, -1)
        return x + self.gamma * (v @ attention.transpose(1, 2)).reshape(x.shape)


def sagan():
    leaky = lambda: nn.LeakyReLU(0.1)
    maker = layers(
        linear1=spectral_norm(nn.Linear(4, 16)),
        shape=nn.Unflatten(1, (4, 2, 2)),
        up1=layers(conv_transpose1=spectral_norm(nn.ConvTranspose2d(4, 8, 4, 2, 1)), batch_norm1=nn.BatchNorm2d(8), relu=nn.ReLU()),
        self_attention1=Attention(8),
        conv_transpose1=spectral_norm(nn.ConvTranspose2d(8, 1, 4, 2, 1)),
        tanh=nn.Tanh(),
    )
    judge = layers(
        conv1=spectral_norm(nn.Conv2d(1, 2, 4, 2, 1)),
        a=leaky(),
        self_attention1=Attention(2),
        conv2=spectral_norm(nn.Conv2d(2, 3, 4, 2, 1)),
        b=leaky(),
        flat=nn.Flatten(),
        linear1=spectral_norm(nn.Linear(12, 1)),
    )
    nets = {"G": maker, "D": judge}
    x, z = numbers((1, 8, 8), (4,))

    # The passes in the order of the program: D(x), then D(fake).
    def discriminator(nets, given):
        fake = nets["G"](given["z"])
        real = nets["D"](given["x"])
        return F.relu(1 - real).mean() + F.relu(1 + nets["D"](fake)).mean()

    generator = lambda nets, given: -nets["D"](nets["G"](given["z"])).mean()
    losses = {"D": Loss(discriminator, ["D"], adam(4e-4, (0.0, 0.9))), "G": Loss(generator, ["G"])}
    return program("SAGAN", SAGAN, nets, {"x": x, "z": z}, losses)


# ── A conditional batch norm, a projection discriminator (Miyato and Koyama 2018, arXiv 1802.05637) ──

PROJECTION = """
gan Projection
data  (x: [1, 4, 4] in [-1, 1], y: class[3])
noise z: [3] ~ normal(0, 1)
noise c: class[3] ~ categorical(3)

def block(h, y, n) = (h -> cond_batch_norm(y) -> relu -> upsample(2) -> conv(n, 3, pad: 1)) + (h -> upsample(2) -> conv(n, 1))
generator G(z: [3], y: class[3]) -> [1, 4, 4] {
  z -> linear(4 * 2 * 2) -> reshape(4, 2, 2) -> block(y, 3) -> batch_norm -> relu -> conv(1, 3, pad: 1) -> tanh
}
discriminator D(x: [1, 4, 4], y: class[3]) -> [] {
  let h = x -> conv(4, 3, pad: 1) -> relu -> avg_pool(2) -> relu -> sum(over: space)
  sum(h -> linear(1), over: sample) + sum(embedding(y, 4) * h, over: sample)
}
let fake = G(z, c)
loss D = hinge_d(D(x, y), D(fake, c))
loss G = hinge_g(D(fake, c))
train batch 3 {
  repeat 5 { step D by adam(2e-4, beta1: 0, beta2: 0.9) }
  step G by adam(2e-4, beta1: 0, beta2: 0.9)
}
"""


class Conditional(nn.Module):
    def __init__(self, classes, channels):
        super().__init__()
        self.norm = nn.BatchNorm2d(channels, affine=False)
        self.gain, self.bias = nn.Embedding(classes, channels), nn.Embedding(classes, channels)

    def forward(self, x, y):
        return self.gain(y)[:, :, None, None] * self.norm(x) + self.bias(y)[:, :, None, None]


class ConditionalBlock(nn.Module):
    def __init__(self, channels, n):
        super().__init__()
        self.cond_batch_norm1 = Conditional(3, channels)
        self.conv1, self.conv2 = nn.Conv2d(channels, n, 3, padding=1), nn.Conv2d(channels, n, 1)

    def forward(self, h, y):
        larger = lambda v: F.interpolate(v, scale_factor=2)
        return self.conv1(larger(F.relu(self.cond_batch_norm1(h, y)))) + self.conv2(larger(h))


class ConditionalGenerator(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1, self.block1, self.batch_norm1, self.conv1 = nn.Linear(3, 16), ConditionalBlock(4, 3), nn.BatchNorm2d(3), nn.Conv2d(3, 1, 3, padding=1)

    def forward(self, z, y):
        h = self.block1(self.linear1(z).reshape(-1, 4, 2, 2), y)
        return torch.tanh(self.conv1(F.relu(self.batch_norm1(h))))


class Projecting(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.linear1, self.embedding1 = nn.Conv2d(1, 4, 3, padding=1), nn.Linear(4, 1), nn.Embedding(3, 4)

    def forward(self, x, y):
        h = F.relu(F.avg_pool2d(F.relu(self.conv1(x)), 2)).sum((2, 3))
        return self.linear1(h).squeeze(1) + (self.embedding1(y) * h).sum(1)


def projection():
    nets = {"G": ConditionalGenerator(), "D": Projecting()}
    x, z = numbers((1, 4, 4), (3,), batch=3)
    given = {"x": x, "y": torch.tensor([0, 2, 1]), "z": z, "c": torch.tensor([1, 1, 2])}
    fake = lambda nets, given: nets["G"](given["z"], given["c"])

    def discriminator(nets, given):
        return F.relu(1 - nets["D"](given["x"], given["y"])).mean() + F.relu(1 + nets["D"](fake(nets, given), given["c"])).mean()

    generator = lambda nets, given: -nets["D"](fake(nets, given), given["c"]).mean()
    losses = {"D": Loss(discriminator, ["D"]), "G": Loss(generator, ["G"], adam(betas=(0.0, 0.9)))}
    return program("conditional batch norm and projection", PROJECTION, nets, given, losses)
