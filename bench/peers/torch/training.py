"""The training steps of the workloads in PyTorch: `step` runs one iteration, `losses` are those of the last."""
import torch
from torch.nn import functional as F

from layers import parameters


class Gan:
    """One D step, then one G step, each from a draw of its own."""

    def __init__(self, G, D, latent, data):
        self.G, self.D, self.latent, self.real = G, D, latent, data["x"]
        self.adam_G, self.adam_D = (torch.optim.Adam(network.parameters(), lr=2e-4, betas=(0.5, 0.999)) for network in (G, D))
        self.parameters = {"G": parameters(G), "D": parameters(D)}

    def step(self):
        score = lambda logits, target: F.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target))
        noise = lambda: torch.randn(len(self.real), self.latent)
        with torch.no_grad():
            fake = self.G(noise())
        self.adam_D.zero_grad()
        loss_D = (score(self.D(self.real), 1) + score(self.D(fake), 0)) / 2
        loss_D.backward()
        self.adam_D.step()
        self.adam_G.zero_grad()
        self.D.requires_grad_(False)
        loss_G = score(self.D(self.G(noise())), 1)
        loss_G.backward()
        self.D.requires_grad_(True)
        self.adam_G.step()
        self.last = {"D": loss_D.detach(), "G": loss_G.detach()}

    def losses(self):
        return {name: loss.item() for name, loss in self.last.items()}


class Critic:
    """One step of a Wasserstein critic on real and fake samples, with the gradient penalty where penalty_weight isn't 0."""

    def __init__(self, D, data, penalty_weight):
        self.D, self.real, self.made, self.penalty_weight = D, data["x"], data["fake"], penalty_weight
        self.adam = torch.optim.Adam(D.parameters(), lr=1e-4, betas=(0.0, 0.9))
        self.parameters = {"D": parameters(D)}

    def penalty(self):
        place = torch.rand(len(self.real), 1, 1, 1)
        between = (place * self.real + (1 - place) * self.made).requires_grad_()
        (slopes,) = torch.autograd.grad(self.D(between).sum(), between, create_graph=True)
        return ((slopes.flatten(1).norm(dim=1) - 1) ** 2).mean()

    def step(self):
        self.adam.zero_grad()
        loss = self.D(self.made).mean() - self.D(self.real).mean()
        if self.penalty_weight != 0:
            loss = loss + self.penalty_weight * self.penalty()
        loss.backward()
        self.adam.step()
        self.last = {"D": loss.detach()}

    def losses(self):
        return {name: loss.item() for name, loss in self.last.items()}
