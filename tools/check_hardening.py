#!/usr/bin/env python3
"""Reads programs that were built and refuses one without the hardening of cmake/hardening.cmake.

Usage: tools/check_hardening.py PROGRAM…   (exit 0: every program has all of it)

Flags that are set where they have no effect go unnoticed by a compiler; what is in the file does not.
"""
import platform
import re
import subprocess
import sys


def output_of(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def read_elf(*options):
    return output_of("llvm-readelf-19", *options)


def is_marked_for_indirect_branches(program):
    """Tells whether `main` begins with `endbr64`, which -fcf-protection writes where a pointer may lead."""
    return "endbr64" in output_of("llvm-objdump-19", "--disassemble-symbols=main", "--no-show-raw-insn", program)


def missing(program):
    """Names what the program lacks."""
    dynamic = read_elf("--dynamic-table", program)
    segments = read_elf("--program-headers", program)
    imports = read_elf("--dyn-symbols", program)
    stack = re.search(r"GNU_STACK.*", segments)
    found = {
        "a position-independent program (PIE)": re.search(r"FLAGS_1.*\bPIE\b", dynamic),
        "all symbols resolved at the start (BIND_NOW)": re.search(r"FLAGS_1.*\bNOW\b", dynamic),
        "a table of symbols that is read-only after the start (RELRO)": "GNU_RELRO" in segments,
        "a stack that cannot be executed": stack and "RWE" not in stack.group(),
        "stack protectors (-fstack-protector-strong)": "__stack_chk_fail" in imports,
        "glibc's checks of sizes (_FORTIFY_SOURCE)": re.search(r"\b__(memcpy|memmove|memset|read|recv)_chk\b", imports),
        "libstdc++'s checks (_GLIBCXX_ASSERTIONS)": "__glibcxx_assert_fail" in imports,
    }
    if platform.machine() == "x86_64":
        found["marks for indirect branches (-fcf-protection)"] = is_marked_for_indirect_branches(program)
    return [name for name, is_there in found.items() if not is_there]


def main():
    if not sys.argv[1:]:
        sys.exit("check_hardening: name at least one program")
    faults = [f"{program}: no {name}" for program in sys.argv[1:] for name in missing(program)]
    print("\n".join(faults) if faults else f"{len(sys.argv) - 1} programs are hardened")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
