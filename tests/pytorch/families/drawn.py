"""Numbers that both sides can draw for themselves, so that a fixture holds results only: tests/examples/drawn.ts draws the same."""

import math

import torch


def stream(key):
    """FNV-1a of the key is where a linear congruential generator starts; its 12 highest bits are the numbers."""
    state = 2166136261
    for byte in key.encode():
        state = ((state ^ byte) * 16777619) & 0xFFFFFFFF
    while True:
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        yield state >> 20


def uniform(key, shape, low, high):
    numbers = stream(key)
    values = [low + (high - low) * ((next(numbers) + 0.5) / 4096) for _ in range(math.prod(shape))]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def labels(key, count, classes):
    numbers = stream(key)
    return torch.tensor([next(numbers) % classes for _ in range(count)])
