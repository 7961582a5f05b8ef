#!/usr/bin/env python3
"""Holds deploy/ against the tables of the code: every metric that it names exists, every alert has its test and its page.

Usage: tools/check_alerts.py     exit 1, with a line for each fault
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
METRIC = re.compile(r"\bburner_[a-z_]+")
SUFFIXES = ("_bucket", "_sum", "_count")  # of a histogram


def known_metrics() -> set[str]:
    """The metrics of docs/metrics.md, which is made from the table in code."""
    return set(re.findall(r"^\| `(burner_\w+)`", (ROOT / "docs/metrics.md").read_text(), re.MULTILINE))


def metric_of(name: str, known: set[str]) -> str:
    for suffix in SUFFIXES:
        if name.removesuffix(suffix) in known:
            return name.removesuffix(suffix)
    return name


def unknown_metrics(path: Path, known: set[str]) -> list[str]:
    names = set(METRIC.findall(path.read_text())) - {"burner_test"}
    return [f"{path.relative_to(ROOT)}: there is no metric {name}" for name in sorted(names) if metric_of(name, known) not in known]


def faults_of_alerts() -> list[str]:
    rules, tests = ((ROOT / "deploy/alerts" / name).read_text() for name in ("burner.yml", "burner_test.yml"))
    alerts = re.findall(r"- alert: (\w+)", rules)
    pages = re.findall(r"^## (\w+)$", (ROOT / "docs/alerts.md").read_text(), re.MULTILINE)
    faults = [f"docs/alerts.md: alerts and headings differ: {name}" for name in sorted(set(alerts) ^ set(pages))]
    faults += [f"deploy/alerts/burner_test.yml: no test of {name}" for name in alerts if f"alertname: {name}\n" not in tests]
    faults += [f"deploy/alerts/burner.yml: {name} has another runbook" for name in alerts if f"alerts.md#{name.lower()}\n" not in rules]
    return faults


def main() -> int:
    known = known_metrics()
    faults = faults_of_alerts()
    for path in sorted((ROOT / "deploy").glob("*/*")):
        faults += unknown_metrics(path, known)
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
