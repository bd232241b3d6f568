"""The networks of `examples/`, as they are written in PyTorch, and the names that the language gives to their parameters."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.parametrizations import spectral_norm


def leaky():
    return nn.LeakyReLU(0.2)


class Stage(nn.Sequential):
    """A definition of the language: its layers are counted anew under its name."""

    def __init__(self, definition, *layers):
        super().__init__(*layers)
        self.definition = definition


def mlp_up(n, m, eps=1e-5):
    return Stage("up", nn.Linear(n, m), nn.BatchNorm1d(m, eps=eps), leaky())


def tutorial_generator(latent, width, shape, eps=0.8, ups=3):
    """latent, width, 2 · width, … with batch_norm after all but the first hidden layer."""
    widths = [width * 2**i for i in range(ups + 1)]
    ups = [mlp_up(n, m, eps) for n, m in zip(widths, widths[1:])]
    size = torch.Size(shape).numel()
    return nn.Sequential(nn.Linear(latent, width), leaky(), *ups, nn.Linear(widths[-1], size), nn.Tanh(), nn.Unflatten(1, shape))


def tutorial_discriminator(width, shape, *last):
    size = torch.Size(shape).numel()
    return nn.Sequential(nn.Flatten(), nn.Linear(size, 4 * width), leaky(), nn.Linear(4 * width, 2 * width), leaky(), nn.Linear(2 * width, 1), *last)


def digits_generator(latent, wide, wider):
    return nn.Sequential(mlp_up(latent, wide), mlp_up(wide, wider), nn.Linear(wider, 784), nn.Tanh(), nn.Unflatten(1, (1, 28, 28)))


def digits_discriminator(wide, wider):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, wider), leaky(), nn.Linear(wider, wide), leaky(), nn.Linear(wide, 1))


def points_network(inputs, width, outputs, hidden, activation):
    widths = [inputs] + [width] * hidden
    stages = [Stage("hidden", nn.Linear(n, m), activation()) for n, m in zip(widths, widths[1:])]
    return nn.Sequential(*stages, nn.Linear(width, outputs))


class ConditionalGenerator(nn.Module):
    def __init__(self, latent, classes, width, shape):
        super().__init__()
        self.classes = classes
        self.layers = nn.Sequential(
            mlp_up(latent + classes, width),
            mlp_up(width, 2 * width),
            nn.Linear(2 * width, torch.Size(shape).numel()),
            nn.Tanh(),
            nn.Unflatten(1, shape),
        )

    def forward(self, z, c):
        return self.layers(torch.cat([z, F.one_hot(c, self.classes).to(z)], 1))


class ConditionalDiscriminator(nn.Module):
    def __init__(self, classes, width, shape):
        super().__init__()
        self.classes = classes
        self.seen = nn.Linear(torch.Size(shape).numel(), 2 * width)
        self.asked = nn.Linear(classes, 2 * width)
        self.hidden = nn.Linear(2 * width, width)
        self.last = nn.Linear(width, 1)

    def forward(self, x, y):
        h = F.leaky_relu(self.seen(x.flatten(1)) * self.asked(F.one_hot(y, self.classes).to(x)), 0.2)
        return self.last(F.leaky_relu(self.hidden(h), 0.2))


class AuxiliaryClassifier(nn.Module):
    def __init__(self, classes, width, shape):
        super().__init__()
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(torch.Size(shape).numel(), 2 * width), leaky(), nn.Linear(2 * width, width), leaky())
        self.validity = nn.Linear(width, 1)
        self.label = nn.Linear(width, classes)

    def forward(self, x):
        h = self.body(x)
        return self.validity(h), self.label(h)


def dcgan_generator(latent, width):
    up = lambda n, m: Stage("up", nn.ConvTranspose2d(n, m, 4, 2, 1, bias=False), nn.BatchNorm2d(m), nn.ReLU())
    first = [nn.Unflatten(1, (latent, 1, 1)), nn.ConvTranspose2d(latent, 8 * width, 4, bias=False), nn.BatchNorm2d(8 * width), nn.ReLU()]
    ups = [up(8 * width, 4 * width), up(4 * width, 2 * width), up(2 * width, width)]
    return nn.Sequential(*first, *ups, nn.ConvTranspose2d(width, 3, 4, 2, 1, bias=False), nn.Tanh())


def dcgan_discriminator(width):
    down = lambda n, m: Stage("down", nn.Conv2d(n, m, 4, 2, 1, bias=False))
    normed = lambda n, m: [down(n, m), nn.BatchNorm2d(m), leaky()]
    stages = [*normed(width, 2 * width), *normed(2 * width, 4 * width), *normed(4 * width, 8 * width)]
    return nn.Sequential(down(3, width), leaky(), *stages, nn.Conv2d(8 * width, 1, 4, bias=False), nn.Flatten(), nn.Sigmoid())


def spectral_generator(latent, width):
    up = lambda n, m: Stage("up", nn.ConvTranspose2d(n, m, 4, 2, 1), nn.BatchNorm2d(m), nn.ReLU())
    ups = [up(8 * width, 4 * width), up(4 * width, 2 * width), up(2 * width, width)]
    return nn.Sequential(nn.Linear(latent, 128 * width), nn.Unflatten(1, (8 * width, 4, 4)), *ups, nn.Conv2d(width, 3, 3, padding=1), nn.Tanh())


def spectral_discriminator(width):
    same = lambda n, m: Stage("same", spectral_norm(nn.Conv2d(n, m, 3, 1, 1)), nn.LeakyReLU(0.1))
    half = lambda n: Stage("half", spectral_norm(nn.Conv2d(n, n, 4, 2, 1)), nn.LeakyReLU(0.1))
    blocks = [stage for n, m in ((3, width), (width, 2 * width), (2 * width, 4 * width)) for stage in (same(n, m), half(m))]
    return nn.Sequential(*blocks, same(4 * width, 8 * width), nn.Flatten(), spectral_norm(nn.Linear(128 * width, 1)))


def relativistic_generator(latent, width):
    return nn.Sequential(
        *(nn.Linear(latent, 98 * width), nn.Unflatten(1, (2 * width, 7, 7)), nn.BatchNorm2d(2 * width), nn.ReLU()),
        *(nn.ConvTranspose2d(2 * width, width, 4, 2, 1), nn.BatchNorm2d(width), nn.ReLU()),
        *(nn.ConvTranspose2d(width, 1, 4, 2, 1), nn.Tanh()),
    )


def relativistic_discriminator(width):
    second = [nn.Conv2d(width, 2 * width, 4, 2, 1), nn.BatchNorm2d(2 * width), leaky()]
    return nn.Sequential(nn.Conv2d(1, width, 4, 2, 1), leaky(), *second, nn.Flatten(), nn.Linear(98 * width, 1))


class Bare(nn.Module):
    """The language's `param`: a layer that is its only tensor."""

    def __init__(self, *shape):
        super().__init__()
        self.value = nn.Parameter(torch.ones(shape))


class Bump(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.middle, self.width = Bare(dim), Bare(dim)

    def forward(self, z):
        return self.middle.value + z * self.width.value


def bump_discriminator(dim, width):
    return nn.Sequential(nn.Linear(dim, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1), nn.Sigmoid())


KINDS = ((nn.Linear, "linear"), (nn.ConvTranspose2d, "conv_transpose"), (nn.Conv2d, "conv"), (nn.BatchNorm1d, "batch_norm"), (nn.BatchNorm2d, "batch_norm"), (Bare, "param"))


def layers_of(module, path):
    """Every layer that owns tensors, with its path in the language, in order."""
    counts = {}
    for child in flattened(module):
        kind = getattr(child, "definition", None) or next((name for kind, name in KINDS if isinstance(child, kind)), None)
        if kind is None:
            continue
        counts[kind] = counts.get(kind, 0) + 1
        place = f"{path}.{kind}{counts[kind]}"
        if isinstance(child, Stage):
            yield from layers_of(child, place)
        else:
            yield place, child


def flattened(module):
    """A plain sequence within another has no name in the language."""
    for child in module.children():
        if isinstance(child, nn.Sequential) and not isinstance(child, Stage):
            yield from flattened(child)
        else:
            yield child


SPECTRAL = {"parametrizations.weight.original": "weight", "parametrizations.weight.0._u": "weight_u", "parametrizations.weight.0._v": "weight_v"}


def tensors_of(module, network):
    """Parameters and running statistics by their names in the language."""
    found = {}
    for path, layer in layers_of(module, network):
        for key, value in [*layer.named_parameters(), *layer.named_buffers()]:
            if key != "num_batches_tracked":
                found[path if isinstance(layer, Bare) else f"{path}.{SPECTRAL.get(key, key)}"] = value
    return found


def undetermined(module, network):
    """A bias that a batch_norm takes away again has gradient 0 but for rounding, and an optimiser that divides by it makes steps of the rounding."""
    layers = list(layers_of(module, network))
    pairs = [(path, after) for (path, layer), (after, norm) in zip(layers, layers[1:]) if takes_away(norm, getattr(layer, "bias", None))]
    return [name for path, after in pairs for name in (f"{path}.bias", f"{after}.running_mean")]


def takes_away(norm, bias):
    return isinstance(norm, (nn.BatchNorm1d, nn.BatchNorm2d)) and bias is not None and bias.numel() == norm.num_features
