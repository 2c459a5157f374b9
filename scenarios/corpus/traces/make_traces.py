#!/usr/bin/env python3
"""Writes the synthetic traces of this folder; README.md says what they are."""
import bisect
import random
import subprocess

RANKS = 4000


def cumulative(exponent):
    total, sums = 0.0, []
    for rank in range(1, RANKS + 1):
        total += rank**-exponent
        sums.append(total)
    return [s / total for s in sums]


ZIPF = cumulative(0.9)


def rank(random_):
    return bisect.bisect_left(ZIPF, random_.random())


def write(name, items):
    with open(name, "w", newline="\n") as file:
        file.write("item\n")
        file.writelines(f"{item}\n" for item in items)


def shuffled(random_):
    items = list(range(RANKS))
    random_.shuffle(items)
    return items


def zipf(seed, accesses):
    random_ = random.Random(seed)
    items = shuffled(random_)
    return [items[rank(random_)] for _ in range(accesses)]


def zipf_with_scans(seed):
    popular = zipf(seed, 30000)
    trace = []
    for scan in range(6):
        trace += popular[5000 * scan : 5000 * (scan + 1)]
        trace += range(10000 + 1000 * scan, 10000 + 1000 * (scan + 1))
    return trace


def drifting(seed, accesses, every):
    random_ = random.Random(seed)
    items = shuffled(random_)
    trace = []
    for i in range(accesses):
        trace.append(items[rank(random_)])
        if i % every == 0:
            a, b = rank(random_), random_.randrange(RANKS)
            items[a], items[b] = items[b], items[a]
    return trace


def moving_on(seed, accesses, every):
    random_ = random.Random(seed)
    items = shuffled(random_)
    return [items[(rank(random_) + i // every) % RANKS] for i in range(accesses)]


def history(commit):
    command = "git log --reverse --no-renames --name-only --format= ".split() + [commit]
    changes = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    numbers = {}
    return [numbers.setdefault(name, len(numbers)) for name in changes.split("\n") if name]


write("zipf.csv", zipf(1, 40000))
write("zipf_with_scans.csv", zipf_with_scans(2))
write("drifting.csv", drifting(3, 40000, 50))
write("drifting_fast.csv", drifting(4, 40000, 10))
write("moving_on.csv", moving_on(5, 40000, 10))
write("loop.csv", [i % 1100 for i in range(25000)])
# Last, as it needs the repository.
write("history.csv", history("ef90965e8765e252cefecfe3ff9f64344b557e43"))
