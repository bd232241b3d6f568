"""PyTorch on the CPU as a contender: the protocol of bench/harness/protocol.ts over stdin and stdout."""
import time

begun = time.perf_counter()

import json
import sys

import torch

from workloads import workloads

work = json.loads(sys.argv[1])
torch.set_num_threads(2)


def samples(name, shape):
    """The bytes of bench/harness/samples.ts, from -1 to 1."""
    size = work["batch"]
    for extent in shape:
        size *= extent
    first = len(name) * 1_000_003
    mixed = (torch.arange(first, first + size, dtype=torch.int64) * 2_654_435_761) & 0xFFFFFFFF
    return ((mixed >> 24).float() / 127.5 - 1).reshape(work["batch"], *shape)


def say(message):
    print(json.dumps(message), flush=True)


training = workloads[work["name"]]({name: samples(name, shape) for name, shape in work["data"].items()}, work["settings"])
training.step()
losses = training.losses()
say({"firstMs": (time.perf_counter() - begun) * 1000, "parameters": training.parameters, "losses": losses})
for line in sys.stdin:
    asked = time.perf_counter()
    for _ in range(json.loads(line)["iterations"]):
        training.step()
    losses = training.losses()
    say({"ms": (time.perf_counter() - asked) * 1000, "losses": losses})
