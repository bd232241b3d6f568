"""Pictures made larger, or whole again: SRGAN, ESRGAN, context encoders."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from .collected import Loss, adam, l1, layers, mse, numbers, program


def picture_gans():
    return [*srgan(), *esrgan(), *context_encoder()]


logits = F.binary_cross_entropy_with_logits


# ── SRGAN (Ledig et al. 2017, arXiv 1609.04802) ──

SRGAN = """
gan SrGan
hyper width = 2, blocks = 2, lr = 2e-4
data (low: [3, 4, 4] in [-1, 1], high: [3, 8, 8] in [-1, 1])

def res(h, n) = h + (h -> conv(n, 3, pad: 1, bias: false) -> batch_norm(eps: 0.8) -> prelu -> conv(n, 3, pad: 1, bias: false) -> batch_norm(eps: 0.8))
def larger(h, n) = h -> conv(4 * n, 3, pad: 1, bias: false) -> batch_norm -> pixel_shuffle(2) -> prelu

generator G(low: [3, 4, 4]) -> [3, 8, 8] {
  let first = low -> conv(width, 5, pad: 2) -> prelu
  let deep = first -> repeat blocks res(width) -> conv(width, 3, pad: 1, bias: false) -> batch_norm(eps: 0.8)
  first + deep -> larger(width) -> conv(3, 5, pad: 2) -> tanh
}
def block(h, n, first = false) {
  let a = h -> conv(n, 3, pad: 1, bias: first) -> if first then leaky_relu(0.2) else (batch_norm -> leaky_relu(0.2))
  a -> conv(n, 3, stride: 2, pad: 1, bias: false) -> batch_norm -> leaky_relu(0.2)
}
discriminator D(x: [3, 8, 8]) -> [1, 2, 2] {
  x -> block(2, first: true) -> block(3) -> conv(1, 3, pad: 1)
}
frozen network VGG(x) from "vgg19.safetensors" {
  x -> conv(3, 3, pad: 1) -> relu -> conv(3, 3, pad: 1) -> relu -> max_pool(2) -> conv(4, 3, pad: 1)
}

let fake = G(low)
loss G = l1(VGG(fake), VGG(high)) + 1e-1 * mse(D(fake), 1)
loss D = (mse(D(high), 1) + mse(D(stop(fake)), 0)) / 2
train batch 2 {
  step G by adam(lr, beta1: 0.5)
  step D by adam(lr, beta1: 0.5)
}
"""


class SuperResolution(nn.Module):
    def __init__(self, width=2, blocks=2):
        super().__init__()
        conv = lambda inputs, n, k=3, bias=False: nn.Conv2d(inputs, n, k, padding=k // 2, bias=bias)
        norm = lambda: nn.BatchNorm2d(width, eps=0.8)
        self.conv1, self.prelu1 = conv(3, width, 5, True), nn.PReLU()
        for index in range(blocks):
            block = layers(conv1=conv(width, width), batch_norm1=norm(), prelu1=nn.PReLU(), conv2=conv(width, width), batch_norm2=norm())
            setattr(self, f"res{index + 1}", block)
        self.blocks = blocks
        self.conv2, self.batch_norm1 = conv(width, width), norm()
        self.larger1 = layers(conv1=conv(width, 4 * width), batch_norm1=nn.BatchNorm2d(4 * width), shuffle=nn.PixelShuffle(2), prelu1=nn.PReLU())
        self.conv3 = conv(width, 3, 5, True)

    def forward(self, low):
        first = self.prelu1(self.conv1(low))
        h = first
        for index in range(self.blocks):
            h = h + getattr(self, f"res{index + 1}")(h)
        return torch.tanh(self.conv3(self.larger1(first + self.batch_norm1(self.conv2(h)))))


def srgan():
    leaky = lambda: nn.LeakyReLU(0.2)
    conv = lambda inputs, n, stride, bias=False: nn.Conv2d(inputs, n, 3, stride, 1, bias=bias)
    judge = layers(
        block1=layers(conv1=conv(3, 2, 1, True), a=leaky(), conv2=conv(2, 2, 2), batch_norm1=nn.BatchNorm2d(2), b=leaky()),
        block2=layers(conv1=conv(2, 3, 1), batch_norm1=nn.BatchNorm2d(3), a=leaky(), conv2=conv(3, 3, 2), batch_norm2=nn.BatchNorm2d(3), b=leaky()),
        conv1=conv(3, 1, 1, True),
    )
    features = layers(conv1=conv(3, 3, 1, True), a=nn.ReLU(), conv2=conv(3, 3, 1, True), b=nn.ReLU(), pool=nn.MaxPool2d(2), conv3=conv(3, 4, 1, True))
    nets = {"G": SuperResolution(), "D": judge, "VGG": features.eval()}
    low, high = numbers((3, 4, 4), (3, 8, 8))

    def generator(nets, given):
        fake = nets["G"](given["low"])
        return l1(nets["VGG"](fake), nets["VGG"](given["high"])) + 0.1 * mse(nets["D"](fake), 1)

    def discriminator(nets, given):
        return (mse(nets["D"](given["high"]), 1) + mse(nets["D"](nets["G"](given["low"])), 0)) / 2

    losses = {"G": Loss(generator, ["G"]), "D": Loss(discriminator, ["D"], adam())}
    return program("SRGAN", SRGAN, nets, {"low": low, "high": high}, losses)


# ── ESRGAN (Wang et al. 2018, arXiv 1809.00219) ──

ESRGAN = """
gan EsrGan
hyper width = 2, res_scale = 0.2, lambda_adv = 5e-3, lambda_pixel = 1e-2
data (low: [1, 4, 4], high: [1, 8, 8])

def grown(h, n) = concat(h, h -> conv(n, 3, pad: 1) -> leaky_relu(0.01), axis: 0)
def dense(h, n) = h + res_scale * (h -> repeat 2 grown(n) -> conv(n, 3, pad: 1))
def dense_in_dense(h, n) = h + res_scale * (h -> repeat 2 dense(n))

generator G(low: [1, 4, 4]) -> [1, 8, 8] {
  let first = low -> conv(width, 3, pad: 1)
  let deep = first -> dense_in_dense(width) -> conv(width, 3, pad: 1)
  first + deep -> conv(4 * width, 3, pad: 1) -> leaky_relu(0.01) -> pixel_shuffle(2) -> conv(1, 3, pad: 1)
}
discriminator D(x: [1, 8, 8]) -> [1, 4, 4] {
  x -> conv(2, 3, stride: 2, pad: 1) -> leaky_relu(0.2) -> conv(1, 3, pad: 1)
}

let fake = G(low)
let real_score = D(high)
let fake_score = D(fake)
loss G = lambda_pixel * l1(fake, high) + lambda_adv * bce_logits(fake_score - mean(real_score, over: batch), 1)
loss D = (bce_logits(real_score - mean(fake_score, over: batch), 1) + bce_logits(fake_score - mean(real_score, over: batch), 0)) / 2
train batch 2 {
  step G by adam(2e-4, beta1: 0.9)
  step D by adam(2e-4, beta1: 0.9)
}
"""


class Dense(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.grown1, self.grown2 = layers(conv1=nn.Conv2d(n, n, 3, padding=1)), layers(conv1=nn.Conv2d(2 * n, n, 3, padding=1))
        self.conv1 = nn.Conv2d(3 * n, n, 3, padding=1)

    def forward(self, h):
        one = torch.cat([h, F.leaky_relu(self.grown1(h), 0.01)], 1)
        two = torch.cat([one, F.leaky_relu(self.grown2(one), 0.01)], 1)
        return h + 0.2 * self.conv1(two)


class DenseInDense(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.dense1, self.dense2 = Dense(n), Dense(n)

    def forward(self, h):
        return h + 0.2 * self.dense2(self.dense1(h))


class EnhancedResolution(nn.Module):
    def __init__(self, n=2):
        super().__init__()
        self.conv1, self.dense_in_dense1 = nn.Conv2d(1, n, 3, padding=1), DenseInDense(n)
        self.conv2, self.conv3, self.conv4 = nn.Conv2d(n, n, 3, padding=1), nn.Conv2d(n, 4 * n, 3, padding=1), nn.Conv2d(n, 1, 3, padding=1)

    def forward(self, low):
        first = self.conv1(low)
        h = first + self.conv2(self.dense_in_dense1(first))
        return self.conv4(F.pixel_shuffle(F.leaky_relu(self.conv3(h), 0.01), 2))


def esrgan():
    judge = layers(conv1=nn.Conv2d(1, 2, 3, 2, 1), leaky=nn.LeakyReLU(0.2), conv2=nn.Conv2d(2, 1, 3, 1, 1))
    nets = {"G": EnhancedResolution(), "D": judge}
    low, high = numbers((1, 4, 4), (1, 8, 8))
    ones, zeros = torch.ones(2, 1, 4, 4), torch.zeros(2, 1, 4, 4)

    def generator(nets, given):
        fake = nets["G"](given["low"])
        real_score, fake_score = nets["D"](given["high"]), nets["D"](fake)
        return 1e-2 * l1(fake, given["high"]) + 5e-3 * logits(fake_score - real_score.mean(0, keepdim=True), ones)

    def discriminator(nets, given):
        real, fake = nets["D"](given["high"]), nets["D"](nets["G"](given["low"]))
        return (logits(real - fake.mean(0, keepdim=True), ones) + logits(fake - real.mean(0, keepdim=True), zeros)) / 2

    losses = {"G": Loss(generator, ["G"]), "D": Loss(discriminator, ["D"], adam(betas=(0.9, 0.999)))}
    return program("ESRGAN", ESRGAN, nets, {"low": low, "high": high}, losses)


# ── Context encoders (Pathak et al. 2016, arXiv 1604.07379) ──

CONTEXT_ENCODER = """
gan ContextEncoder
hyper size = 8, hole = 4
data x: [1, size, size] in [-1, 1]
noise corner: [2] ~ uniform(0, 5)

def down(h, n, norm = true) = h -> conv(n, 4, stride: 2, pad: 1) -> (if norm then batch_norm(eps: 0.8) else leaky_relu(1)) -> leaky_relu(0.2)
generator G(masked: [1, size, size]) -> [1, hole, hole] {
  masked -> down(2, norm: false) -> down(4) -> conv(6, 1) -> relu -> conv_transpose(2, 4, stride: 2, pad: 1, bias: false) -> batch_norm(eps: 0.8) -> relu -> conv(1, 3, pad: 1) -> tanh
}
discriminator D(part: [1, hole, hole]) -> [1, 2, 2] {
  part -> conv(2, 3, stride: 2, pad: 1) -> instance_norm -> leaky_relu(0.2) -> conv(1, 3, pad: 1)
}

let top = floor(slice(corner, 0, 0, 1) -> reshape(1, 1))
let left = floor(slice(corner, axis: 0, from: 1, to: 2) -> reshape(1, 1))
let inside = rows(x) >= top and rows(x) < top + hole and cols(x) >= left and cols(x) < left + hole
let masked = if inside then 1 else x
let part = crop(x, reshape(top, [1]) -> sum(over: sample), mean(left, over: sample), hole, hole)
let made = G(masked)

loss G = 0.001 * mse(D(made), 1) + 0.999 * l1(made, part)
loss D = 0.5 * (mse(D(part), 1) + mse(D(made), 0))
train batch 3 {
  step G by adam(2e-4, beta1: 0.5)
  step D by adam(2e-4, beta1: 0.5)
}
"""


def context_encoder():
    leaky = lambda: nn.LeakyReLU(0.2)
    painter = layers(
        down1=layers(conv1=nn.Conv2d(1, 2, 4, 2, 1), leaky=leaky()),
        down2=layers(conv1=nn.Conv2d(2, 4, 4, 2, 1), batch_norm1=nn.BatchNorm2d(4, eps=0.8), leaky=leaky()),
        conv1=nn.Conv2d(4, 6, 1),
        a=nn.ReLU(),
        conv_transpose1=nn.ConvTranspose2d(6, 2, 4, 2, 1, bias=False),
        batch_norm1=nn.BatchNorm2d(2, eps=0.8),
        b=nn.ReLU(),
        conv2=nn.Conv2d(2, 1, 3, padding=1),
        tanh=nn.Tanh(),
    )
    judge = layers(conv1=nn.Conv2d(1, 2, 3, 2, 1), norm=nn.InstanceNorm2d(2), leaky=leaky(), conv2=nn.Conv2d(2, 1, 3, padding=1))
    nets = {"G": painter, "D": judge}
    (x,) = numbers((1, 8, 8), batch=3)
    given = {"x": x, "corner": torch.tensor([[0.4, 3.2], [4.9, 0.1], [2.5, 1.7]])}

    def pieces(given):
        masked, parts = given["x"].clone(), []
        for index, (top, left) in enumerate(given["corner"].floor().int().tolist()):
            parts.append(given["x"][index : index + 1, :, top : top + 4, left : left + 4])
            masked[index, :, top : top + 4, left : left + 4] = 1
        return masked, torch.cat(parts)

    def generator(nets, given):
        masked, part = pieces(given)
        made = nets["G"](masked)
        return 0.001 * mse(nets["D"](made), 1) + 0.999 * l1(made, part)

    def discriminator(nets, given):
        masked, part = pieces(given)
        return 0.5 * (mse(nets["D"](part), 1) + mse(nets["D"](nets["G"](masked)), 0))

    losses = {"G": Loss(generator, ["G"], adam()), "D": Loss(discriminator, ["D"])}
    looks = {"masked": lambda nets, given: pieces(given)[0], "part": lambda nets, given: pieces(given)[1]}
    return program("context encoder", CONTEXT_ENCODER, nets, given, losses, looks)
