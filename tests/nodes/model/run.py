#!/usr/bin/env python3
"""Checks the model of a revocation with spin: the protocol must hold, and spin must refute each variant with a broken rule.

Usage: tests/nodes/model/run.py [--long] [NAME…]   (exit 0: every verdict is the expected one)

Prints the verdict, states and seconds of each run. --long makes the large runs instead of the small ones: three nodes have more
states than can be visited, so bit-state hashing goes through them at random for a minute. A NAME chooses the runs that it is a
part of.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[2] / "build" / "model"

CRASH = ("CRASHES=1",)
BACK = ("CRASHES=0", "ENGINE_GOES_BACK", "ANSWERED_AT_ONCE")
REUSED = (*BACK, "NUMBERS_GIVEN_AGAIN", "WITHOUT_REV")
CLOCKS = ("CRASHES=0", "TWO_CLOCKS", "ANSWERED_AT_ONCE", "DRIFTS=1")
SLEW = (*CLOCKS, "SLEWS=1", "SUSPENDS=0")
SUSPEND = (*CLOCKS, "SLEWS=0", "SUSPENDS=1")
STEADY = ("CRASHES=0", "TWO_CLOCKS", "ANSWERED_AT_ONCE", "DRIFTS=0", "SLEWS=0", "SUSPENDS=0")


@dataclass
class Run:
    name: str
    defines: tuple
    holds: bool = False
    is_bitstate: bool = False

    def compiler(self):
        """Returns the switches of gcc. A refutation is near, so a search in breadth finds it at once, and the shortest."""
        search = ["-O2", "-DBITSTATE", "-DT_RAND", "-DP_RAND"] if self.is_bitstate else ["-O2"] if self.holds else ["-O0", "-DBFS"]
        return ["gcc", "-w", "-DSAFETY", "-DNOFAIR", "-DNOREDUCE", "-DMEMLIM=6000", *search]

    def limits(self):
        if self.is_bitstate:
            return ["-m60", "-w31", "-k3", "-Q1", "-RS14"]  # steps deep, for a minute
        return ["-m1000000", "-w24"] if self.holds else ["-w20"]


QUICK = [
    Run("nodes that crash and join again", CRASH, holds=True),
    Run("engine that goes back", BACK, holds=True),
    Run("clocks that drift or are slewed", SLEW, holds=True),
    Run("clocks that drift or are suspended", SUSPEND, holds=True),
    Run("bounded answer", (*CLOCKS, "SLEWS=0", "SUSPENDS=0", "BOUND"), holds=True),
    Run("lease from the answer", ("CRASHES=0", "LEASE_FROM_ANSWER")),
    Run("lease before apply", ("CRASHES=0", "LEASE_BEFORE_APPLY")),
    Run("lease checked last", ("CRASHES=0", "LEASE_CHECKED_LAST")),
    Run("no lease", ("CRASHES=0", "NO_LEASE")),
    Run("no wait", ("CRASHES=0", "NO_WAIT")),
    Run("no pending state", ("CRASHES=0", "NO_PENDING")),
    Run("fencing early", ("CRASHES=0", "EARLY_FENCE")),
    Run("own row fenced before the drain", ("CRASHES=0", "ROW_FENCED_BEFORE_DRAIN")),
    Run("copied directory fences its original", ("CRASHES=0", "COPY_FENCES_ORIGINAL")),
    Run("no margin for drift", (*CLOCKS, "SLEWS=0", "SUSPENDS=0", "NO_MARGIN")),
    Run("lease by CLOCK_BOOTTIME alone", (*SLEW, "LEASE_BY_CLOCK=0")),
    Run("lease by CLOCK_MONOTONIC_RAW alone", (*SUSPEND, "LEASE_BY_CLOCK=1")),
    Run("wait by CLOCK_BOOTTIME alone", (*SLEW, "WAIT_BY_CLOCK=0")),
    Run("answer waits for the engine", (*STEADY, "BOUND", "POLL_WITHOUT_DEADLINE")),
    Run("fencing over timelines", (*BACK, "FENCE_OVER_TIMELINES")),
    Run("lost revocation not written again", (*BACK, "NO_WRITING_BACK")),
    Run("all that is known written again", (*BACK, "WRITTEN_AGAIN_WHOLE")),
    Run("poll without looking for the change", (*BACK, "POLL_WITHOUT_CHANGE")),
    Run("history known by its number", (*REUSED, "HISTORY_BY_NUMBER")),
    Run("late finals without a mark", (*REUSED, "LATE_FINALS")),
    Run("doorbell without conditions", (*REUSED, "DOORBELL_WITHOUT_CONDITIONS")),
    Run("numbers given again, to the claim rev", (*BACK, "NUMBERS_GIVEN_AGAIN")),
]
LONG = [
    Run("engine that goes back, and late answers", ("CRASHES=0", "ENGINE_GOES_BACK"), holds=True),
    Run("engine that goes back, and a crash", ("CRASHES=1", "ENGINE_GOES_BACK", "ANSWERED_AT_ONCE"), holds=True),
    Run("engine that gives numbers again", REUSED, holds=True),
    Run("clocks with all that goes wrong", (*CLOCKS, "SLEWS=1", "SUSPENDS=1"), holds=True),
    Run("bounded answer with a slew", (*SLEW, "BOUND"), holds=True),
    Run("both clocks of one node wrong at once", (*CLOCKS, "SLEWS=1", "SUSPENDS=1", "BOTH_CLOCKS_WRONG")),
    Run("three nodes", ("N=3", "CRASHES=1"), holds=True, is_bitstate=True),
    Run("three nodes, lease from the answer", ("N=3", "CRASHES=1", "LEASE_FROM_ANSWER"), is_bitstate=True),
    Run("three nodes, fencing early", ("N=3", "CRASHES=1", "EARLY_FENCE"), is_bitstate=True),
]


def build(run):
    folder = BUILD / re.sub(r"\W+", "-", run.name)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "revocation.pml", folder)
    switches = [f"-D{define}" for define in run.defines]
    subprocess.run(["spin", "-a", *switches, "revocation.pml"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*run.compiler(), "-o", "pan", "pan.c"], cwd=folder, check=True)
    return folder


def judge(run, said):
    """Returns whether the verdict is the expected one, and its word."""
    if "assertion violated" in said:
        return not run.holds, "refuted"
    is_clean = "errors: 0" in said and "out of memory" not in said
    is_whole = run.is_bitstate or ("max search depth" not in said and "Search not completed" not in said)
    return run.holds and is_clean and is_whole, "holds" if is_clean and is_whole else "unknown"


def check(run):
    folder = build(run)
    started = time.monotonic()
    said = subprocess.run(["./pan", *run.limits()], cwd=folder, capture_output=True, text=True, check=False).stdout
    (folder / "said.txt").write_text(said)
    is_expected, verdict = judge(run, said)
    states = re.search(r"([\d.e+]+) states, stored", said)
    print(f"    {run.name:42} {verdict:10} {float(states[1]) if states else 0:12,.0f} states {time.monotonic() - started:6.1f} s"
          + ("" if is_expected else f"   UNEXPECTED (see {folder})"), flush=True)
    return is_expected


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--long", action="store_true", help="the large runs")
    options.add_argument("names", nargs="*", help="parts of names of runs")
    chosen = options.parse_args()
    runs = [run for run in (LONG if chosen.long else QUICK) if not chosen.names or any(name in run.name for name in chosen.names)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return 0 if all(list(pool.map(check, runs))) else 1


if __name__ == "__main__":
    sys.exit(main())
