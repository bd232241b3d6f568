"""Networks beside G and D, or classes and codes: InfoGAN, BiGAN, ACGAN, SGAN, CoGAN."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from .collected import Loss, adam, layers, mse, numbers, program

cross_entropy, logits = F.cross_entropy, F.binary_cross_entropy_with_logits


def coded():
    return [*infogan(), *bigan(), *acgan(), *sgan(), *cogan()]


def leaky():
    return nn.LeakyReLU(0.2)


# ── InfoGAN (Chen et al. 2016, arXiv 1606.03657) ──

INFOGAN = """
gan InfoGan
hyper classes = 3, lambda_cat = 1, lambda_con = 0.1
data  x: [1, 4, 4] in [-1, 1]
noise z: [2] ~ normal(0, 1)
noise label: class[classes] ~ categorical(classes)
noise code: [2] ~ uniform(-1, 1)

generator G(z: [2], label: class[classes], code: [2]) -> [1, 4, 4] {
  concat(z, one_hot(label), code)
    -> linear(2 * 2 * 2) -> reshape(2, 2, 2) -> batch_norm
    -> upsample(2) -> conv(2, 3, pad: 1, bias: false) -> batch_norm(eps: 0.8) -> leaky_relu(0.2)
    -> conv(1, 3, pad: 1) -> tanh
}
discriminator D(x: [1, 4, 4]) -> (validity: [1], label: [classes], code: [2]) {
  let h = x -> conv(2, 3, stride: 2, pad: 1) -> leaky_relu(0.2) -> dropout2d(0) -> flatten
  (validity: linear(h, 1), label: linear(h, classes) -> softmax, code: linear(h, 2))
}
let fake = G(z, label, code)
let seen = D(fake)
loss G = mse(seen.validity, 1)
loss D = (mse(D(x).validity, 1) + mse(seen.validity, 0)) / 2
loss info over G, D = lambda_cat * cross_entropy(seen.label, label) + lambda_con * mse(seen.code, code)
train batch 3 {
  step G by adam(2e-4, beta1: 0.5)
  step D by adam(2e-4, beta1: 0.5)
  step info by adam(2e-4, beta1: 0.5)
}
"""


class InfoDiscriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.linear1, self.linear2, self.linear3 = nn.Conv2d(1, 2, 3, 2, 1), nn.Linear(8, 1), nn.Linear(8, 3), nn.Linear(8, 2)

    def forward(self, x):
        h = F.leaky_relu(self.conv1(x), 0.2).flatten(1)
        return self.linear1(h), torch.softmax(self.linear2(h), 1), self.linear3(h)


def infogan():
    maker = layers(
        linear1=nn.Linear(7, 8),
        shape=nn.Unflatten(1, (2, 2, 2)),
        batch_norm1=nn.BatchNorm2d(2),
        up=nn.Upsample(scale_factor=2),
        conv1=nn.Conv2d(2, 2, 3, padding=1, bias=False),
        batch_norm2=nn.BatchNorm2d(2, eps=0.8),
        leaky=leaky(),
        conv2=nn.Conv2d(2, 1, 3, padding=1),
        tanh=nn.Tanh(),
    )
    nets = {"G": maker, "D": InfoDiscriminator()}
    x, z, code = numbers((1, 4, 4), (2,), (2,), batch=3)
    given = {"x": x, "z": z, "label": torch.tensor([2, 0, 1]), "code": code}
    fake = lambda nets, given: nets["G"](torch.cat([given["z"], F.one_hot(given["label"], 3), given["code"]], 1))

    def information(nets, given):
        _, label, code = nets["D"](fake(nets, given))
        return cross_entropy(label, given["label"]) + 0.1 * mse(code, given["code"])

    # As PyTorch-GAN has it, the label is a probability that goes through a softmax once more.
    generator = lambda nets, given: mse(nets["D"](fake(nets, given))[0], 1)
    discriminator = lambda nets, given: (mse(nets["D"](given["x"])[0], 1) + mse(nets["D"](fake(nets, given))[0], 0)) / 2
    losses = {"info": Loss(information, ["G", "D"], adam()), "G": Loss(generator, ["G"]), "D": Loss(discriminator, ["D"])}
    return program("InfoGAN", INFOGAN, nets, given, losses)


# ── BiGAN (Donahue et al. 2017, arXiv 1605.09782), ALI (Dumoulin et al. 2017, arXiv 1606.00704) ──

BIGAN = """
gan BiGan
data  x: [5]
noise z: [2] ~ normal(0, 1)
noise eps: [2] ~ normal(0, 1)
generator G(z: [2]) -> [5] { z -> linear(4) -> batch_norm -> leaky_relu(0.2) -> linear(5) }
encoder E(x: [5], eps: [2]) -> [2] {
  let h = x -> linear(4) -> leaky_relu(0.2)
  let mu = h -> linear(2)
  let logvar = h -> linear(2)
  mu + exp(0.5 * logvar) * eps
}
discriminator D(x: [5], z: [2]) -> [1] {
  let seen = x -> linear(3) -> leaky_relu(0.2)
  concat(seen, z) -> linear(4) -> elu -> linear(1) -> sigmoid
}
let real = D(x, E(x, eps))
let fake = D(G(z), z)
loss D = -mean(log(real) + log(1 - fake))
loss G over G, E = -mean(log(fake) + log(1 - real))
train batch 3 {
  step D by adam(1e-4, beta1: 0.5), G by adam(1e-4, beta1: 0.5)
}
"""


class Inferring(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1, self.linear2, self.linear3 = nn.Linear(5, 4), nn.Linear(4, 2), nn.Linear(4, 2)

    def forward(self, x, eps):
        h = F.leaky_relu(self.linear1(x), 0.2)
        return self.linear2(h) + torch.exp(0.5 * self.linear3(h)) * eps


class Joint(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1, self.linear2, self.linear3 = nn.Linear(5, 3), nn.Linear(5, 4), nn.Linear(4, 1)

    def forward(self, x, z):
        return torch.sigmoid(self.linear3(F.elu(self.linear2(torch.cat([F.leaky_relu(self.linear1(x), 0.2), z], 1)))))


def bigan():
    maker = layers(linear1=nn.Linear(2, 4), batch_norm1=nn.BatchNorm1d(4), leaky=leaky(), linear2=nn.Linear(4, 5))
    nets = {"G": maker, "E": Inferring(), "D": Joint()}
    x, z, eps = numbers((5,), (2,), (2,), batch=3)
    pair = lambda nets, given: (nets["D"](given["x"], nets["E"](given["x"], given["eps"])), nets["D"](nets["G"](given["z"]), given["z"]))

    def discriminator(nets, given):
        real, fake = pair(nets, given)
        return -(torch.log(real) + torch.log(1 - fake)).mean()

    def generator(nets, given):
        real, fake = pair(nets, given)
        return -(torch.log(fake) + torch.log(1 - real)).mean()

    losses = {"D": Loss(discriminator, ["D"], adam(1e-4)), "G": Loss(generator, ["G", "E"], adam(1e-4))}
    return program("BiGAN", BIGAN, nets, {"x": x, "z": z, "eps": eps}, losses)


# ── ACGAN (Odena et al. 2017, arXiv 1610.09585) ──

ACGAN = """
gan AcGan
data  (x: [1, 4, 4] in [-1, 1], y: class[3])
noise z: [4] ~ normal(0, 1)
noise c: class[3] ~ categorical(3)
generator G(z: [4], c: class[3]) -> [1, 4, 4] {
  embedding(c, 4) * z -> linear(8) -> reshape(2, 2, 2) -> batch_norm -> upsample(2, mode: bilinear) -> conv(1, 3, pad: 1) -> tanh
}
discriminator D(x: [1, 4, 4]) -> (validity: [1], label: [3]) {
  let h = x -> conv(3, 3, stride: 2, pad: 1) -> leaky_relu(0.2) -> conv(3, 1, bias: false) -> batch_norm(eps: 0.8) -> flatten
  (validity: h -> linear(1) -> sigmoid, label: h -> linear(3))
}
let fake = G(z, c)
let of_real = D(x)
let of_fake = D(fake)
loss G = 0.5 * (bce(of_fake.validity, 1) + cross_entropy(of_fake.label, c))
loss D = ((bce(of_real.validity, 1) + cross_entropy(of_real.label, y)) / 2 + (bce(of_fake.validity, 0) + cross_entropy(of_fake.label, c)) / 2) / 2
metric accuracy = mean(where(max(of_real.label, over: sample) == sum(one_hot(y) * of_real.label, over: sample), 1, 0))
train batch 4 {
  step G by adam(2e-4, beta1: 0.5)
  step D by adam(2e-4, beta1: 0.5)
}
"""


class Embedded(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding1, self.linear1, self.batch_norm1, self.conv1 = nn.Embedding(3, 4), nn.Linear(4, 8), nn.BatchNorm2d(2), nn.Conv2d(2, 1, 3, padding=1)

    def forward(self, z, c):
        h = self.batch_norm1(self.linear1(self.embedding1(c) * z).reshape(-1, 2, 2, 2))
        return torch.tanh(self.conv1(F.interpolate(h, scale_factor=2, mode="bilinear")))


class Auxiliary(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.batch_norm1 = nn.Conv2d(1, 3, 3, 2, 1), nn.Conv2d(3, 3, 1, bias=False), nn.BatchNorm2d(3, eps=0.8)
        self.linear1, self.linear2 = nn.Linear(12, 1), nn.Linear(12, 3)

    def forward(self, x):
        h = self.batch_norm1(self.conv2(F.leaky_relu(self.conv1(x), 0.2))).flatten(1)
        return torch.sigmoid(self.linear1(h)), self.linear2(h)


def acgan():
    nets = {"G": Embedded(), "D": Auxiliary()}
    x, z = numbers((1, 4, 4), (4,), batch=4)
    given = {"x": x, "y": torch.tensor([0, 1, 2, 1]), "z": z, "c": torch.tensor([2, 2, 0, 1])}
    bce = lambda p, t: F.binary_cross_entropy(p, torch.full_like(p, t))
    fake = lambda nets, given: nets["G"](given["z"], given["c"])

    def judged(nets, x, label, target):
        validity, classes = nets["D"](x)
        return (bce(validity, target) + cross_entropy(classes, label)) / 2

    generator = lambda nets, given: judged(nets, fake(nets, given), given["c"], 1)
    discriminator = lambda nets, given: (judged(nets, given["x"], given["y"], 1) + judged(nets, fake(nets, given), given["c"], 0)) / 2
    accuracy = lambda nets, given: (nets["D"](given["x"])[1].argmax(1) == given["y"]).double().mean()
    losses = {"D": Loss(discriminator, ["D"], adam()), "G": Loss(generator, ["G"], adam())}
    return program("ACGAN", ACGAN, nets, given, losses, {"accuracy": accuracy})


# ── SGAN (Odena 2016, arXiv 1606.01583): one class more, for what is made ──

SGAN = """
gan SGan
data  (x: [4], y: class[3])
noise z: [2] ~ normal(0, 1)
generator G(z: [2]) -> [4] { z -> linear(4) -> relu -> linear(4) }
discriminator D(x: [4]) -> (validity: [1], label: [4]) {
  let h = x -> linear(5) -> leaky_relu(0.2)
  (validity: h -> linear(1), label: h -> linear(4))
}
let fake = G(z)
loss G = bce_logits(D(fake).validity, 1)
loss D = ((bce_logits(D(x).validity, 1) + cross_entropy(D(x).label, y)) / 2 + (bce_logits(D(fake).validity, 0) + cross_entropy(D(fake).label, 3)) / 2) / 2
train batch 3 {
  step G by adam(2e-4, beta1: 0.5)
  step D by adam(2e-4, beta1: 0.5)
}
"""


class TwoHeads(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1, self.linear2, self.linear3 = nn.Linear(4, 5), nn.Linear(5, 1), nn.Linear(5, 4)

    def forward(self, x):
        h = F.leaky_relu(self.linear1(x), 0.2)
        return self.linear2(h), self.linear3(h)


def sgan():
    nets = {"G": layers(linear1=nn.Linear(2, 4), relu=nn.ReLU(), linear2=nn.Linear(4, 4)), "D": TwoHeads()}
    x, z = numbers((4,), (2,), batch=3)
    given = {"x": x, "y": torch.tensor([2, 0, 1]), "z": z}

    def judged(nets, x, label, target):
        validity, classes = nets["D"](x)
        return (logits(validity, torch.full_like(validity, target)) + cross_entropy(classes, label)) / 2

    def generator(nets, given):
        validity, _ = nets["D"](nets["G"](given["z"]))
        return logits(validity, torch.ones_like(validity))

    discriminator = lambda nets, given: (judged(nets, given["x"], given["y"], 1) + judged(nets, nets["G"](given["z"]), torch.tensor([3, 3, 3]), 0)) / 2
    return program("SGAN", SGAN, nets, given, {"D": Loss(discriminator, ["D"], adam()), "G": Loss(generator, ["G"], adam())})


# ── CoGAN (Liu and Tuzel 2016, arXiv 1606.07536): two GANs that share layers ──

COGAN = """
gan CoGan
data  a: [1, 4, 4]
data  b: [1, 4, 4]
noise z: [3] ~ normal(0, 1)
network Shared(z: [3]) -> [2, 4, 4] { z -> linear(8) -> reshape(2, 2, 2) -> batch_norm -> upsample(2) -> conv(2, 3, pad: 1, bias: false) -> batch_norm(eps: 0.8) -> leaky_relu(0.2) }
generator G1(z: [3]) -> [1, 4, 4] { z -> Shared -> conv(1, 3, pad: 1) -> tanh }
generator G2(z: [3]) -> [1, 4, 4] { Shared(z) -> conv(1, 3, pad: 1) -> tanh }
network Seen(x: [1, 4, 4]) -> [8] { x -> conv(2, 3, stride: 2, pad: 1) -> leaky_relu(0.2) -> flatten }
discriminator D1(x: [1, 4, 4]) -> [1] { x -> Seen -> linear(1) }
discriminator D2(x: [1, 4, 4]) -> [1] { x -> Seen -> linear(1) }
loss G over G1, G2 = (mse(D1(G1(z)), 1) + mse(D2(G2(z)), 1)) / 2
loss D over D1, D2 = (mse(D1(a), 1) + mse(D1(G1(z)), 0) + mse(D2(b), 1) + mse(D2(G2(z)), 0)) / 4
train batch 3 {
  step G by adam(2e-4, beta1: 0.5)
  step D by adam(2e-4, beta1: 0.5)
}
"""


class Calling(nn.Module):
    """A network that begins with another."""

    def __init__(self, called, **own):
        super().__init__()
        self.called = (called,)
        for name, stage in own.items():
            setattr(self, name, stage)
        self.own = tuple(own)

    def forward(self, x):
        h = self.called[0](x)
        for name in self.own:
            h = getattr(self, name)(h)
        return h


def cogan():
    shared = layers(
        linear1=nn.Linear(3, 8),
        shape=nn.Unflatten(1, (2, 2, 2)),
        batch_norm1=nn.BatchNorm2d(2),
        up=nn.Upsample(scale_factor=2),
        conv1=nn.Conv2d(2, 2, 3, padding=1, bias=False),
        batch_norm2=nn.BatchNorm2d(2, eps=0.8),
        leaky=leaky(),
    )
    seen = layers(conv1=nn.Conv2d(1, 2, 3, 2, 1), leaky=leaky(), flat=nn.Flatten())
    made = lambda: Calling(shared, conv1=nn.Conv2d(2, 1, 3, padding=1), tanh=nn.Tanh())
    judged = lambda: Calling(seen, linear1=nn.Linear(8, 1))
    nets = {"Shared": shared, "Seen": seen, "G1": made(), "G2": made(), "D1": judged(), "D2": judged()}
    a, b, z = numbers((1, 4, 4), (1, 4, 4), (3,), batch=3)

    # Both generators make one pass through what they share, as its call is one value.
    def fakes(nets, given):
        h = nets["Shared"](given["z"])
        return [torch.tanh(nets[name].conv1(h)) for name in ("G1", "G2")]

    def generator(nets, given):
        one, two = fakes(nets, given)
        return (mse(nets["D1"](one), 1) + mse(nets["D2"](two), 1)) / 2

    def discriminator(nets, given):
        one, two = fakes(nets, given)
        D1, D2 = nets["D1"], nets["D2"]
        return (mse(D1(given["a"]), 1) + mse(D1(one), 0) + mse(D2(given["b"]), 1) + mse(D2(two), 0)) / 4

    losses = {"G": Loss(generator, ["G1", "G2", "Shared"], adam()), "D": Loss(discriminator, ["D1", "D2", "Seen"], adam())}
    return program("CoGAN", COGAN, nets, {"a": a, "b": b, "z": z}, losses)
