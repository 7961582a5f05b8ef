#!/usr/bin/env python3
"""Compares everything that states the project's version with the file VERSION, and names what differs.

Usage: tools/check_version.py [BURNER]   (exit 0: one version everywhere)

CMake reads VERSION by itself, and BURNER is the program that it built. npm and OpenAPI want the number in their own files:
every package.json, its lock file and docs/openapi.yaml. The changelog begins with the version that is being made.
"""
import json
import re
import subprocess
import sys
from pathlib import Path


def tracked(name):
    """Paths of the files of this name."""
    listed = subprocess.run(["git", "ls-files", "--", name, f"**/{name}"], check=True, capture_output=True, text=True)
    return sorted(set(listed.stdout.splitlines()))


def stated_by_packages():
    for path in tracked("package.json"):
        yield path, json.loads(Path(path).read_text()).get("version")
    for path in tracked("package-lock.json"):
        for folder, package in json.loads(Path(path).read_text())["packages"].items():
            if "node_modules/" not in folder:
                yield f"{path} ({folder or 'root'})", package.get("version")


def stated_by_documents():
    for version in re.findall(r'^ +version: "(\d+\.[^"]*)"', Path("docs/openapi.yaml").read_text(), re.M):
        yield "docs/openapi.yaml", version
    newest = re.search(r"^## \[([^]]*)\]", Path("CHANGELOG.md").read_text(), re.M)
    yield "CHANGELOG.md", newest[1] if newest else "no version"


def stated_by(program):
    yield program, subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()


def main(programs):
    wanted = Path("VERSION").read_text().strip()
    stated = [*stated_by_packages(), *stated_by_documents(), *(one for program in programs for one in stated_by(program))]
    wrong = [f"{where} says {version}, VERSION says {wanted}" for where, version in stated if version not in (wanted, None)]
    print("\n".join(wrong) if wrong else f"{wanted} everywhere")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
