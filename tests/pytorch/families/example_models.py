"""What each example trains: its networks, its losses in the words of PyTorch, its optimisers."""

from dataclasses import dataclass, field
from typing import Callable

import torch
import torch.nn.functional as F

from . import example_networks as n


@dataclass
class Model:
    """`hypers` are those of the small one, `full` those in which the example itself differs."""

    name: str
    build: Callable
    losses: dict
    inputs: Callable
    hypers: dict
    full: dict
    optimiser: Callable
    order: tuple = ("D", "G")
    batch: int = 8
    rate: Callable = lambda iteration: LR
    clip: float = 0
    averages: bool = False
    undetermined: list = field(default_factory=list)
    # Widths that the source has no hyper for: the number in it, and what stands for that in the small one.
    narrowed: dict = field(default_factory=dict)

    def small(self):
        return {**self.hypers, **{name: small for name, (_, small) in self.narrowed.items()}}

    def whole(self):
        return {**self.hypers, **self.full, **{name: full for name, (full, _) in self.narrowed.items()}}


LR = 1e-3


def adam(beta1, beta2):
    return lambda parameters: torch.optim.Adam(parameters, LR, (beta1, beta2))


def ones(p):
    return torch.ones_like(p)


def zeros(p):
    return torch.zeros_like(p)


def real_or_fake(real, fake):
    """Of logits: -log P(real) - log P(fake)."""
    return F.binary_cross_entropy_with_logits(real, ones(real)) + F.binary_cross_entropy_with_logits(fake, zeros(fake))


def fool(fake):
    return F.binary_cross_entropy_with_logits(fake, ones(fake))


def penalty(D, at):
    at = at.detach().requires_grad_() if not at.requires_grad else at
    (gradient,) = torch.autograd.grad(D(at).sum(), at, create_graph=True)
    return ((gradient.flatten(1).norm(dim=1) - 1) ** 2).mean()


# ── The tutorial's MLP GAN on faces ──


def faces(name, losses):
    shape = lambda size: (3, size, size)
    return Model(
        name,
        lambda latent, width, size, lr: {"G": n.tutorial_generator(latent, width, shape(size)), "D": n.tutorial_discriminator(width, shape(size), torch.nn.Sigmoid())},
        losses,
        lambda latent, width, size, lr: {"x": (-1, 1, shape(size)), "z": (-2, 2, (latent,))},
        {"latent": 3, "width": 2, "size": 4, "lr": LR},
        {"latent": 100, "width": 128, "size": 64},
        adam(0.5, 0.999),
    )


MINIMAX = {
    "D": lambda G, D, x, z: -(D(x).log().mean() + (1 - D(G(z))).log().mean()),
    "G": lambda G, D, x, z: (1 - D(G(z))).log().mean(),
}
NON_SATURATING = {"D": MINIMAX["D"], "G": lambda G, D, x, z: -D(G(z)).log().mean()}
CROSS_ENTROPIES = {
    "D": lambda G, D, x, z: (F.binary_cross_entropy(p := D(x), ones(p)) + F.binary_cross_entropy(q := D(G(z)), zeros(q))) / 2,
    "G": lambda G, D, x, z: F.binary_cross_entropy(p := D(G(z)), ones(p)),
}


# ── Digits without convolutions ──


def digits(name, losses, optimiser, more=None, ups=3, eps=0.8, extra=None, **options):
    shape = lambda size: (1, size, size)
    hypers = {"latent": 3, "width": 2, "size": 4, "lr": LR, **(more or {})}
    return Model(
        name,
        lambda latent, width, size, **_: {"G": n.tutorial_generator(latent, width, shape(size), eps, ups), "D": n.tutorial_discriminator(width, shape(size))},
        losses,
        lambda latent, width, size, **_: {"x": (-1, 1, shape(size)), "z": (-2, 2, (latent,)), **(extra(shape(size)) if extra else {})},
        hypers,
        {"latent": 100, "width": 128, "size": 28},
        optimiser,
        **options,
    )


def wasserstein_d(G, D, x, z):
    return D(G(z)).mean() - D(x).mean()


def wasserstein_g(G, D, x, z, **_):
    return -D(G(z)).mean()


def gradient_penalised(G, D, x, z, a):
    fake = G(z)
    return D(fake).mean() - D(x).mean() + 10 * penalty(D, a * x + (1 - a) * fake)


LEAST_SQUARES = {
    "D": lambda G, D, x, z: F.mse_loss(p := D(x), ones(p)) / 2 + F.mse_loss(q := D(G(z)), zeros(q)) / 2,
    "G": lambda G, D, x, z: F.mse_loss(p := D(G(z)), ones(p)) / 2,
}
DRAGAN = {
    "D": lambda G, D, x, z, e: real_or_fake(D(x), D(G(z))) + 10 * penalty(D, x + 0.5 * x.std() * e),
    "G": lambda G, D, x, z, e: fool(D(G(z))),
}


# ── Conditional digits ──


def conditional(name, discriminator, losses):
    shape = lambda size: (1, size, size)
    return Model(
        name,
        lambda latent, width, size, classes, lr: {"G": n.ConditionalGenerator(latent, classes, width, shape(size)), "D": discriminator(classes, width, shape(size))},
        losses,
        lambda latent, width, size, classes, lr: {"x": (-1, 1, shape(size)), "y": classes, "z": (-2, 2, (latent,)), "c": classes},
        {"latent": 3, "width": 3, "size": 4, "classes": 3, "lr": LR},
        {"latent": 32, "width": 128, "size": 28, "classes": 10},
        adam(0.5, 0.999),
        averages=True,
    )


CONDITIONAL = {
    "D": lambda G, D, x, y, z, c: real_or_fake(D(x, y), D(G(z, c), c)),
    "G": lambda G, D, x, y, z, c: fool(D(G(z, c), c)),
}


def auxiliary_d(G, D, x, y, z, c):
    (real, seen), (fake, made) = D(x), D(G(z, c))
    return real_or_fake(real, fake) + F.cross_entropy(seen, y) + F.cross_entropy(made, c)


def auxiliary_g(G, D, x, y, z, c):
    fake, made = D(G(z, c))
    return fool(fake) + F.cross_entropy(made, c)


# ── Convolutions ──


def pictures(name, G, D, shape, losses, small, full, **options):
    return Model(
        name,
        lambda latent, width, lr: {"G": G(latent, width), "D": D(width)},
        losses,
        lambda latent, width, lr: {"x": (-1, 1, shape), "z": (-2, 2, (latent,))},
        {**small, "lr": LR},
        full,
        adam(0.5, 0.999),
        batch=4,
        **options,
    )


DCGAN = {
    "D": lambda G, D, x, z: F.binary_cross_entropy(p := D(x), ones(p)) + F.binary_cross_entropy(q := D(G(z)), zeros(q)),
    "G": CROSS_ENTROPIES["G"],
}
HINGE = {
    "D": lambda G, D, x, z: F.relu(1 - D(x)).mean() + F.relu(1 + D(G(z))).mean(),
    "G": wasserstein_g,
}


def relativistic_d(G, D, x, z):
    real, fake = D(x), D(G(z))
    return real_or_fake(real - fake.mean(), fake - real.mean())


def relativistic_g(G, D, x, z):
    fake, real = D(G(z)), D(x)
    return real_or_fake(fake - real.mean(), real - fake.mean())


# ── The first example ──


def first_example():
    return Model(
        "digits",
        lambda latent, wide, wider, **_: {"G": n.digits_generator(latent, wide, wider), "D": n.digits_discriminator(wide, wider)},
        {"D": lambda G, D, x, z: real_or_fake(D(x), D(G(z))), "G": lambda G, D, x, z: fool(D(G(z)))},
        lambda latent, **_: {"x": (-1, 1, (1, 28, 28)), "z": (-2, 2, (latent,))},
        {"latent": 3, "lr": LR},
        {"latent": 64},
        adam(0.5, 0.999),
        narrowed={"wide": (128, 2), "wider": (256, 3)},
    )


# ── Two distributions on a line ──


def bumps():
    x = lambda side, n: 2 * side - 1 + 0.5 * n
    return Model(
        "divergences",
        lambda width, **_: {"G": n.Bump(1), "D": n.bump_discriminator(1, width)},
        {
            "D": lambda G, D, side, n, z: -(D(x(side, n)).log().mean() + (1 - D(G(z))).log().mean()),
            "G": lambda G, D, side, n, z: (1 - D(G(z))).log().mean(),
        },
        lambda **_: {"side": (0, 1, (1,)), "n": (-2, 2, (1,)), "z": (-2, 2, (1,))},
        {"lr": LR},
        {},
        adam(0.9, 0.999),
        order=("D",) * 10 + ("G",),
        narrowed={"width": (32, 5)},
    )


# ── Points ──


def points(name, small, full, latent, hidden, activation, losses, extra, decay):
    width = lambda hypers: hypers.get("width", 64)
    return Model(
        name,
        lambda **hypers: {"G": n.points_network(latent, width(hypers), 2, hidden, activation), "D": n.points_network(2, width(hypers), 1, hidden, activation)},
        losses,
        lambda **_: {"x": (-2, 2, (2,)), "z": (-2, 2, (latent,)), **extra},
        {**small, "lr": LR},
        full,
        adam(0.5, 0.9),
        order=("D", "D", "D", "G"),
        rate=lambda iteration: LR * max(0.1, 1 - iteration / decay),
    )


def softly_penalised(G, D, x, z, a):
    fake = G(z)
    return D(fake).mean() - D(x).mean() + 0.1 * penalty(D, a * x + (1 - a) * fake)


def grid_d(G, D, x, z, penalty_place):
    return softly_penalised(G, D, x, z, penalty_place.unsqueeze(1))


CRITIC = ("D", "D", "D", "D", "D", "G")
# Where only differences of D's scores count, its last bias has gradient 0 but for rounding.
LAST = ["D.linear1.bias"]

MODELS = [
    faces("gan_minimax", MINIMAX),
    faces("gan_non_saturating", NON_SATURATING),
    faces("gan_bce", CROSS_ENTROPIES),
    first_example(),
    digits("wgan", {"D": wasserstein_d, "G": wasserstein_g}, lambda p: torch.optim.RMSprop(p, LR), {"c": 0.3}, order=CRITIC, clip=0.3),
    digits("wgan_gp", {"D": gradient_penalised, "G": wasserstein_g}, adam(0.0, 0.9), order=CRITIC, extra=lambda _: {"a": (0, 1, (1, 1, 1))}),
    digits("lsgan", LEAST_SQUARES, adam(0.5, 0.999), ups=2, eps=1e-5),
    digits("dragan", DRAGAN, adam(0.5, 0.9), ups=2, eps=1e-5, extra=lambda shape: {"e": (-2, 2, shape)}),
    conditional("cgan", n.ConditionalDiscriminator, CONDITIONAL),
    conditional("acgan", n.AuxiliaryClassifier, {"D": auxiliary_d, "G": auxiliary_g}),
    pictures("dcgan", n.dcgan_generator, n.dcgan_discriminator, (3, 64, 64), DCGAN, {"latent": 3, "width": 1}, {"latent": 100, "width": 64}),
    pictures("hinge_sn", n.spectral_generator, n.spectral_discriminator, (3, 32, 32), HINGE, {"latent": 3, "width": 1}, {"latent": 128, "width": 64}),
    pictures("ragan", n.relativistic_generator, n.relativistic_discriminator, (1, 28, 28), {"D": relativistic_d, "G": relativistic_g}, {"latent": 3, "width": 2}, {"latent": 64, "width": 32}, undetermined=LAST),
    bumps(),
    points("ring", {}, {}, 8, 2, n.leaky, {"D": softly_penalised, "G": wasserstein_g}, {"a": (0, 1, (1,))}, 1500),
    points("grid", {"width": 6}, {"width": 128}, 2, 3, torch.nn.ReLU, {"D": grid_d, "G": wasserstein_g}, {"penalty_place": (0, 1, ())}, 3000),
]
