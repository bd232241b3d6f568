"""The most bytes that PyTorch's tensors take at once while a work trains: each storage counts from the operation that made it to its end."""
import weakref

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from work import say, start


class Storages(TorchDispatchMode):
    """Workspaces inside of an operation are not seen, so it counts too little rather than too much."""

    def __init__(self):
        super().__init__()
        self.known, self.now, self.peak = set(), 0, 0

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        results = operation(*args, **(kwargs or {}))
        for value in tree_leaves(results):
            if isinstance(value, torch.Tensor):
                self.count(value.untyped_storage())
        return results

    def count(self, storage):
        key = storage._cdata
        if key in self.known:
            return
        self.known.add(key)
        size = storage.nbytes()
        self.now += size
        self.peak = max(self.peak, self.now)
        weakref.finalize(storage, self.forget, key, size)

    def forget(self, key, size):
        self.known.remove(key)
        self.now -= size


with Storages() as storages:
    training = start()
    # Adam's moments come with the first step.
    for _ in range(3):
        training.step()
say({"firstMs": 0, "parameters": training.parameters, "losses": training.losses(), "peakBytes": storages.peak})
