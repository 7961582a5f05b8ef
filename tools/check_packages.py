#!/usr/bin/env python3
"""Reads every package-lock.json and refuses a package that nothing pins, or whose install script nobody has looked at.

Usage: tools/check_packages.py   (exit 0: all packages are pinned, and none runs a script when it is installed)

A lock file without a hash takes whatever the registry sends. An install script runs with the rights of whoever builds.
"""
import json
import subprocess
import sys
from pathlib import Path

# Packages that would like to run a script when they are installed, and why they work without: `.npmrc` runs none.
SCRIPTS_NOT_RUN = {
    "@scarf/scarf": "only reports the installation to its makers",
    "bigint-buffer": "without its compiled half it does the same in JavaScript",
    "bufferutil": "carries compiled files, and does without where none fits",
    "esbuild": "looks for its program, which is a package of its own, at the first call",
    "utf-8-validate": "carries compiled files, and does without where none fits",
}


def tracked(name):
    """Paths of the files of this name."""
    listed = subprocess.run(["git", "ls-files", "-z", "--", f"**/{name}", name], check=True, capture_output=True, text=True)
    return sorted({Path(path) for path in listed.stdout.split("\0") if path})


def is_excluded(package, ours):
    """Tells whether a platform that our own manifest names cannot take the package."""
    return any(
        package.get(kind) and ours.get(kind) and not set(package[kind]) & set(ours[kind]) for kind in ("os", "cpu", "libc")
    )


def faults_of_lock(lock):
    packages = json.loads(lock.read_text())["packages"]
    for path, package in packages.items():
        name = path.rpartition("node_modules/")[2]
        is_ours = "node_modules/" not in path or package.get("link", False)
        is_pinned = package.get("integrity", "").startswith("sha512-")
        if not is_ours and not is_pinned and not is_excluded(package, packages[""]):
            yield f"{lock}: {name} has no SHA-512 hash"
        if package.get("hasInstallScript") and name not in SCRIPTS_NOT_RUN:
            yield f"{lock}: {name} has an install script; see whether it works without, and name it in {sys.argv[0]}"


def faults_of_folder(folder):
    npmrc = folder / ".npmrc"
    if not npmrc.exists() or "ignore-scripts=true" not in npmrc.read_text().split():
        yield f"{npmrc}: must say ignore-scripts=true"


def faults():
    locks = tracked("package-lock.json")
    for lock in locks:
        yield from faults_of_lock(lock)
        yield from faults_of_folder(lock.parent)
    for manifest in tracked("package.json"):
        if manifest.with_name("package-lock.json") not in locks:
            yield f"{manifest}: has no package-lock.json beside it"


def main():
    found = list(faults())
    print("\n".join(found) if found else "every package is pinned, and none runs a script")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
