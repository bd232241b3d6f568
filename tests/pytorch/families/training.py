"""Optimisers, five steps of each; and a whole model: ten steps of an MLP WGAN-GP, its draws given."""

import torch
import torch.nn as nn

from .common import BATCH, draw, tensors
from .layers import named, randomise


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


WGAN_GP = """gan WganGp
data x: [4]
data z: [3]
data a: [1]
generator G(z: [3]) -> [4] { z -> linear(6, bias: false) -> batch_norm(eps: 0.8) -> leaky_relu(0.2) -> linear(4) -> tanh }
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


# No bias before batch_norm: its gradient is 0 but for rounding, and Adam would make steps of that.
class WganGp:
    def __init__(self):
        leaky = lambda: nn.LeakyReLU(0.2)
        self.G = nn.Sequential(nn.Linear(3, 6, bias=False), nn.BatchNorm1d(6, eps=0.8), leaky(), nn.Linear(6, 4), nn.Tanh())
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
