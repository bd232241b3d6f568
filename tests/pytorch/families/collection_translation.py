"""One picture made of another: CycleGAN, pix2pix, and what came after them."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from .collected import Loss, adam, l1, layers, mse, numbers, program


def translation():
    return [*cyclegan(), *pix2pix(), *stargan()]


# ── CycleGAN (Zhu et al. 2017, arXiv 1703.10593) ──

CYCLEGAN = """
gan CycleGan
hyper width = 2, blocks = 2, lr = 2e-4, lambda_cycle = 10, lambda_identity = 5

data a: [1, 8, 8] in [-1, 1]
data b: [1, 8, 8] in [-1, 1]

def res(h, n) = h + (h -> pad(1, mode: reflect) -> conv(n, 3) -> instance_norm -> relu -> pad(1, mode: reflect) -> conv(n, 3) -> instance_norm)
def down(h, n) = h -> conv(n, 3, stride: 2, pad: 1) -> instance_norm -> relu
def up(h, n) = h -> upsample(2) -> conv(n, 3, pad: 1) -> instance_norm -> relu
def resnet(x) = x -> pad(3, mode: reflect) -> conv(width, 7) -> instance_norm -> relu
  -> down(width) -> repeat blocks res(width) -> up(width)
  -> pad(3, mode: reflect) -> conv(1, 7) -> tanh
def patch(x) = x -> conv(width, 4, stride: 2, pad: 1) -> leaky_relu(0.2) -> conv(2 * width, 4, pad: 1) -> instance_norm -> leaky_relu(0.2) -> conv(1, 4, pad: 1)

generator G_AB(x: [1, 8, 8]) -> [1, 8, 8] init normal(0, 0.02) { resnet(x) }
generator G_BA(x: [1, 8, 8]) -> [1, 8, 8] init normal(0, 0.02) { resnet(x) }
discriminator D_A(x: [1, 8, 8]) -> [1, 2, 2] init normal(0, 0.02) { patch(x) }
discriminator D_B(x: [1, 8, 8]) -> [1, 2, 2] init normal(0, 0.02) { patch(x) }

let fake_b = G_AB(a)
let fake_a = G_BA(b)
let adversarial = (mse(D_B(fake_b), 1) + mse(D_A(fake_a), 1)) / 2
let cycle = (l1(G_BA(fake_b), a) + l1(G_AB(fake_a), b)) / 2
let same = (l1(G_BA(a), a) + l1(G_AB(b), b)) / 2

loss G over G_AB, G_BA = adversarial + lambda_cycle * cycle + lambda_identity * same
loss D_A = (mse(D_A(a), 1) + mse(D_A(replay(fake_a, size: 50)), 0)) / 2
loss D_B = (mse(D_B(b), 1) + mse(D_B(replay(fake_b, size: 50)), 0)) / 2

sample translated = concat(a, fake_b, G_BA(fake_b), axis: 2)

train batch 1 {
  step G by adam(lr * (1 - max(0, epoch - 100) / 100), beta1: 0.5)
  step D_A by adam(lr * (1 - max(0, epoch - 100) / 100), beta1: 0.5)
  step D_B by adam(lr * (1 - max(0, epoch - 100) / 100), beta1: 0.5)
}
"""


def reflected(size):
    return nn.ReflectionPad2d(size)


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(width, width, 3), nn.Conv2d(width, width, 3)
        self.norm, self.pad = nn.InstanceNorm2d(width), reflected(1)

    def forward(self, h):
        return h + self.norm(self.conv2(self.pad(F.relu(self.norm(self.conv1(self.pad(h)))))))


def resnet(width=2, blocks=2):
    norm = lambda: layers(norm=nn.InstanceNorm2d(width), relu=nn.ReLU())
    return layers(
        resnet1=layers(
            pad1=reflected(3),
            conv1=nn.Conv2d(1, width, 7),
            norm1=norm(),
            down1=layers(conv1=nn.Conv2d(width, width, 3, 2, 1), norm=norm()),
            **{f"res{index + 1}": Residual(width) for index in range(blocks)},
            up1=layers(up=nn.Upsample(scale_factor=2), conv1=nn.Conv2d(width, width, 3, padding=1), norm=norm()),
            pad2=reflected(3),
            conv2=nn.Conv2d(width, 1, 7),
            tanh=nn.Tanh(),
        )
    )


def patch(width=2):
    leaky = lambda: nn.LeakyReLU(0.2)
    return layers(
        patch1=layers(
            conv1=nn.Conv2d(1, width, 4, 2, 1),
            a=leaky(),
            conv2=nn.Conv2d(width, 2 * width, 4, 1, 1),
            norm=nn.InstanceNorm2d(2 * width),
            b=leaky(),
            conv3=nn.Conv2d(2 * width, 1, 4, 1, 1),
        )
    )


def cyclegan():
    nets = {"G_AB": resnet(), "G_BA": resnet(), "D_A": patch(), "D_B": patch()}
    a, b = numbers((1, 8, 8), (1, 8, 8))

    def generators(nets, given):
        to_a, to_b, a, b = nets["G_BA"], nets["G_AB"], given["a"], given["b"]
        fake_a, fake_b = to_a(b), to_b(a)
        adversarial = (mse(nets["D_B"](fake_b), 1) + mse(nets["D_A"](fake_a), 1)) / 2
        cycle = (l1(to_a(fake_b), a) + l1(to_b(fake_a), b)) / 2
        same = (l1(to_a(a), a) + l1(to_b(b), b)) / 2
        return adversarial + 10 * cycle + 5 * same

    def discriminator(nets, given):
        return (mse(nets["D_A"](given["a"]), 1) + mse(nets["D_A"](nets["G_BA"](given["b"]).detach()), 0)) / 2

    losses = {"G": Loss(generators, ["G_AB", "G_BA"]), "D_A": Loss(discriminator, ["D_A"], adam())}
    # Where replay draws from. Its buffer is empty, so that all it gives is what it is given.
    drawn = {"draw.seed": torch.tensor(0.0), "draw.number": torch.tensor(0.0)}
    return program("CycleGAN", CYCLEGAN, nets, {"a": a, "b": b, **drawn}, losses, {"fake_b": lambda nets, given: nets["G_AB"](given["a"])})


# ── pix2pix (Isola et al. 2017, arXiv 1611.07004) ──

PIX2PIX = """
gan Pix2Pix
hyper width = 2, p = 0, lambda_pixel = 100, lr = 2e-4
data (photo: [1, 8, 8] in [-1, 1], target: [2, 8, 8] in [-1, 1])

def down(h, n, norm = true) {
  let c = h -> conv(n, 4, stride: 2, pad: 1, bias: false)
  (if norm then instance_norm(c) else c) -> leaky_relu(0.2) -> dropout(p)
}
def up(h, skip, n) = concat(h -> conv_transpose(n, 4, stride: 2, pad: 1, bias: false) -> instance_norm -> relu -> dropout(p), skip)

generator G(photo: [1, 8, 8]) -> [2, 8, 8] {
  let d1 = photo -> down(width, norm: false)
  let d2 = d1 -> down(2 * width)
  let d3 = d2 -> down(2 * width, norm: false)
  let u1 = d3 -> up(d2, 2 * width)
  let u2 = up(u1, d1, width)
  u2 -> upsample(2) -> pad(1) -> conv(2, 3) -> tanh
}
discriminator D(picture: [2, 8, 8], photo: [1, 8, 8]) -> [1, 1, 1] {
  concat(picture, photo, axis: 0)
    -> conv(width, 4, stride: 2, pad: 1) -> leaky_relu(0.2)
    -> conv(2 * width, 4, stride: 2, pad: 1, bias: false) -> instance_norm -> leaky_relu(0.2)
    -> conv(1, 4, pad: 1, bias: false)
}

let fake = G(photo)
loss G = mse(D(fake, photo), 1) + lambda_pixel * l1(fake, target)
loss D = 0.5 * (mse(D(target, photo), 1) + mse(D(fake, photo), 0))
train batch 2 {
  step G by adam(lr, beta1: 0.5)
  step D by adam(lr, beta1: 0.5)
}
"""


class UNet(nn.Module):
    def __init__(self, width=2):
        super().__init__()
        down = lambda inputs, n: layers(conv1=nn.Conv2d(inputs, n, 4, 2, 1, bias=False))
        up = lambda inputs, n: layers(conv_transpose1=nn.ConvTranspose2d(inputs, n, 4, 2, 1, bias=False), norm=nn.InstanceNorm2d(n), relu=nn.ReLU())
        self.down1, self.down2, self.down3 = down(1, width), down(width, 2 * width), down(2 * width, 2 * width)
        self.up1, self.up2 = up(2 * width, 2 * width), up(4 * width, width)
        self.conv1 = nn.Conv2d(2 * width, 2, 3)

    def forward(self, photo):
        d1 = F.leaky_relu(self.down1(photo), 0.2)
        d2 = F.leaky_relu(F.instance_norm(self.down2(d1)), 0.2)
        d3 = F.leaky_relu(self.down3(d2), 0.2)
        u1 = torch.cat([self.up1(d3), d2], 1)
        u2 = torch.cat([self.up2(u1), d1], 1)
        return torch.tanh(self.conv1(F.pad(F.interpolate(u2, scale_factor=2), (1, 1, 1, 1))))


def pix2pix(width=2):
    leaky = lambda: nn.LeakyReLU(0.2)
    judge = layers(
        conv1=nn.Conv2d(3, width, 4, 2, 1),
        a=leaky(),
        conv2=nn.Conv2d(width, 2 * width, 4, 2, 1, bias=False),
        norm=nn.InstanceNorm2d(2 * width),
        b=leaky(),
        conv3=nn.Conv2d(2 * width, 1, 4, 1, 1, bias=False),
    )
    nets = {"G": UNet(), "D": judge}
    photo, target = numbers((1, 8, 8), (2, 8, 8))
    D = lambda nets, picture, photo: nets["D"](torch.cat([picture, photo], 1))

    def generator(nets, given):
        fake = nets["G"](given["photo"])
        return mse(D(nets, fake, given["photo"]), 1) + 100 * l1(fake, given["target"])

    def discriminator(nets, given):
        photo, target = given["photo"], given["target"]
        return 0.5 * (mse(D(nets, target, photo), 1) + mse(D(nets, nets["G"](photo), photo), 0))

    losses = {"G": Loss(generator, ["G"]), "D": Loss(discriminator, ["D"], adam())}
    return program("pix2pix", PIX2PIX, nets, {"photo": photo, "target": target}, losses)


# ── StarGAN (Choi et al. 2018, arXiv 1711.09020) ──

STARGAN = """
gan StarGan
hyper width = 2, domains = 3, lambda_cls = 1, lambda_rec = 10, lambda_gp = 10, lr = 1e-4
data (x: [1, 8, 8] in [-1, 1], label: [3])
noise target: [3] ~ bernoulli(0.5)
noise alpha: [1, 1, 1] ~ uniform(0, 1)

def unit(h, n) = h -> instance_norm(affine: true) -> relu
def res(h) {
  let n = 4
  h + (h -> conv(n, 3, pad: 1, bias: false) -> unit(n) -> conv(n, 3, pad: 1, bias: false) -> instance_norm(affine: true))
}

generator G(x: [1, 8, 8], c: [domains]) -> [1, 8, 8] {
  let maps = c -> reshape(domains, 1, 1) -> broadcast(domains, 8, 8)
  concat(x, maps, axis: 0)
    -> conv(width, 7, pad: 3, bias: false) -> unit(width)
    -> conv(2 * width, 4, stride: 2, pad: 1, bias: false) -> unit(2 * width)
    -> repeat 1 res
    -> conv_transpose(width, 4, stride: 2, pad: 1, bias: false) -> unit(width)
    -> conv(1, 7, pad: 3, bias: false) -> tanh
}
discriminator D(x: [1, 8, 8]) -> (source: [1, 2, 2], domain: [domains]) {
  let h = x -> conv(width, 4, stride: 2, pad: 1) -> leaky_relu(0.01) -> conv(2 * width, 4, stride: 2, pad: 1) -> leaky_relu(0.01)
  (source: h -> conv(1, 3, pad: 1, bias: false), domain: h -> conv(domains, 2, bias: false) -> flatten)
}

let fake = G(x, target)
let between = alpha * x + (1 - alpha) * fake
let slope = norm(grad(sum(D(between).source), between), over: sample)

// Of several labels, each on its own: summed over the labels, averaged over the batch.
def labelled(logits, y) = mean(sum(softplus(logits) - y * logits, over: sample))

loss D = mean(D(fake).source) - mean(D(x).source) + lambda_gp * mean((slope - 1) ^ 2) + lambda_cls * labelled(D(x).domain, label)
loss G = -mean(D(fake).source) + lambda_cls * labelled(D(fake).domain, target) + lambda_rec * l1(G(fake, label), x)

metric steepness = mean(slope)

train batch 2 {
  repeat 5 { step D by adam(lr, beta1: 0.5) }
  step G by adam(lr, beta1: 0.5)
}
"""


class StarGenerator(nn.Module):
    def __init__(self, width=2, domains=3):
        super().__init__()
        norm = lambda n: layers(instance_norm1=nn.InstanceNorm2d(n, affine=True))
        conv = lambda inputs, n, k, stride=1, pad=1: nn.Conv2d(inputs, n, k, stride, pad, bias=False)
        n = 2 * width
        self.conv1, self.unit1 = conv(1 + domains, width, 7, 1, 3), norm(width)
        self.conv2, self.unit2 = conv(width, n, 4, 2), norm(n)
        self.res1 = layers(conv1=conv(n, n, 3), unit1=norm(n), relu=nn.ReLU(), conv2=conv(n, n, 3), instance_norm1=nn.InstanceNorm2d(n, affine=True))
        self.conv_transpose1, self.unit3 = nn.ConvTranspose2d(n, width, 4, 2, 1, bias=False), norm(width)
        self.conv3 = conv(width, 1, 7, 1, 3)

    def forward(self, x, c):
        h = torch.cat([x, c[:, :, None, None].expand(-1, -1, 8, 8)], 1)
        h = F.relu(self.unit2(self.conv2(F.relu(self.unit1(self.conv1(h))))))
        h = h + self.res1(h)
        return torch.tanh(self.conv3(F.relu(self.unit3(self.conv_transpose1(h)))))


class StarDiscriminator(nn.Module):
    def __init__(self, width=2, domains=3):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, width, 4, 2, 1), nn.Conv2d(width, 2 * width, 4, 2, 1)
        self.conv3, self.conv4 = nn.Conv2d(2 * width, 1, 3, padding=1, bias=False), nn.Conv2d(2 * width, domains, 2, bias=False)

    def forward(self, x):
        h = F.leaky_relu(self.conv2(F.leaky_relu(self.conv1(x), 0.01)), 0.01)
        return self.conv3(h), self.conv4(h).flatten(1)


def stargan():
    nets = {"G": StarGenerator(), "D": StarDiscriminator()}
    x, alpha = numbers((1, 8, 8), (1, 1, 1))
    given = {"x": x, "label": torch.tensor([[1.0, 0, 1], [0, 1, 0]]), "target": torch.tensor([[0.0, 0, 1], [1, 1, 0]]), "alpha": alpha.abs()}
    labelled = lambda logits, y: F.binary_cross_entropy_with_logits(logits, y, reduction="sum") / logits.size(0)

    def slope(nets, given):
        fake = nets["G"](given["x"], given["target"])
        between = given["alpha"] * given["x"] + (1 - given["alpha"]) * fake
        (found,) = torch.autograd.grad(nets["D"](between)[0].sum(), between, create_graph=True)
        return found.flatten(1).norm(dim=1)

    def discriminator(nets, given):
        real, label = nets["D"](given["x"])
        fake = nets["D"](nets["G"](given["x"], given["target"]))[0]
        return fake.mean() - real.mean() + 10 * ((slope(nets, given) - 1) ** 2).mean() + labelled(label, given["label"])

    def generator(nets, given):
        fake = nets["G"](given["x"], given["target"])
        validity, label = nets["D"](fake)
        return -validity.mean() + labelled(label, given["target"]) + 10 * l1(nets["G"](fake, given["label"]), given["x"])

    losses = {"D": Loss(discriminator, ["D"], adam(1e-4)), "G": Loss(generator, ["G"])}
    return program("StarGAN", STARGAN, nets, given, losses, {"slope": slope})
