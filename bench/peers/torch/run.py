"""PyTorch on the CPU as a contender: the protocol of bench/harness/protocol.ts over stdin and stdout."""
import time

begun = time.perf_counter()

import json
import sys

from work import say, start

training = start()
training.step()
losses = training.losses()
say({"firstMs": (time.perf_counter() - begun) * 1000, "parameters": training.parameters, "losses": losses})
for line in sys.stdin:
    asked = time.perf_counter()
    for _ in range(json.loads(line)["iterations"]):
        training.step()
    losses = training.losses()
    say({"ms": (time.perf_counter() - asked) * 1000, "losses": losses})
