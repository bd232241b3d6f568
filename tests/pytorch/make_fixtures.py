"""Writes the fixtures: what PyTorch computes, in float64, for small programs of the language.

    python3 tests/pytorch/make_fixtures.py

A case is a program, what it is given, and what it must give. Either it is looked at once (`evaluation`: values, gradients
of a loss, weights after a step), or some of its graphs are launched one after another (`launches`), as training does.
Inputs have 3 decimals, results 13 digits. The programs of `examples/` have fixtures of their own, in a folder.
"""

import sys

sys.dont_write_bytecode = True

from families.advanced import advanced
from families.collection import collection
from families.common import write
from families.convolutions import convolutions
from families.examples import write_examples
from families.expressions import activations, elementwise, movement, pictures, reductions
from families.layers import layers
from families.losses import losses
from families.training import optimisers, wgan_gp

if __name__ == "__main__":
    for family in (activations, elementwise, reductions, movement, pictures, layers, convolutions, advanced, losses, optimisers, wgan_gp, collection):
        write(family.__name__, family())
    write_examples()
