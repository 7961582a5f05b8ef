#!/usr/bin/env python3
"""Refuses an include under src/ that points against the layers, files that need each other, and pages that have drifted.

Usage: tools/check_layers.py [SRC]            exit 0: all includes point one way, and the pages about them are true
       tools/check_layers.py --table [SRC]    prints the table that ARCHITECTURE.md shows

A folder includes itself, what its row names, and no more. A folder with rooms has a row for each of them: `.` is what lies
in the folder itself, a bare word is another room of the same folder. What another folder names, it names with all its rooms.
"""
import re
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

FEATURES = "nodes solana assets transactions limits access webhooks"
LAYERS = {
    "base": "",
    "audit": "base",
    "nodes": "base",
    "solana": "base",
    "signing": "base solana",
    "signing/walk": ".",
    "signing/check": ". walk",
    "assets": "base solana",
    "assets/indexers": ".",
    "assets/facts": ". indexers",
    "assets/decide": ". indexers facts",
    "assets/search": ". indexers facts decide",
    "transactions": "base nodes solana assets",
    "transactions/pack": ".",
    "transactions/ticket": ".",
    "transactions/read": ".",
    "transactions/plan": ". pack read",
    "transactions/build": ". pack ticket read plan",
    "transactions/submissions": ". ticket",
    "transactions/sponsor": ". ticket",
    "transactions/submit": ". ticket submissions sponsor",
    "transactions/refresh": ". ticket read plan build submissions submit",
    "transactions/report": ". ticket submissions submit",
    "limits": "base nodes",
    "access": "base nodes limits solana assets",
    "webhooks": "base nodes solana transactions",
    "http": "base",
    "pages": "base http",
    "storage": f"base audit {FEATURES}",
    "storage/stores": ".",
    "storage/sqlite": ". stores",
    "storage/postgres": ".",
    "storage/copy": ".",
    "upstreams": "base solana assets webhooks",
    "upstreams/reading": ".",
    "upstreams/rpc": ". reading",
    "upstreams/das": ". reading",
    "upstreams/photon": ". reading",
    "upstreams/prices": ". reading",
    "upstreams/webhook": ".",
    "reclaim": "base solana signing assets terminal choice options report review run",
    "reclaim/terminal": "",
    "reclaim/choice": "terminal",
    "reclaim/options": "terminal choice",
    "reclaim/report": "terminal choice",
    "reclaim/review": "terminal choice options report",
    "reclaim/run": "terminal choice options report review",
    "api": "base audit nodes solana assets transactions limits access http pages endpoints wire",
    "api/wire": ".",
    "api/gate": ". wire",
    "api/endpoints": ". wire",
    "app": f"base audit http pages storage upstreams reclaim api {FEATURES}",
}
# Beast, and JSON and SQL libraries, stay where they belong.
LIBRARY_HOMES = {
    "boost/beast": {"http"},
    "sqlite3.h": {"storage"},
    "libpq-fe.h": {"storage"},
    "curl/": {"upstreams"},
    "toml++": {"app"},
    "CLI/": {"app", "reclaim"},
    "cryptopp/": {"base"},
    "qrencode.h": {"reclaim"},
    "burnandclaim/": {"reclaim", "signing"},
}
# Folders whose every source lies beside its header: `x.cpp` has `x.hpp`, or begins with the name of the header that it
# implements, as `gate_limits.cpp` does. The public header of a folder lies in its `include`. The commands of `app` share one.
BESIDE_HEADERS = f"audit base http pages reclaim signing storage upstreams api {FEATURES}"
INCLUDE = re.compile(r'^#include (["<])([^">]+)[">]')
# The pages about the sources, which are held against them.
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "src/**/README.md", "tests/README.md", "sdk/cpp/src/README.md")
# A source or header that a page names: `pack.hpp`, `api/routes.cpp`.
SOURCE_FILE = re.compile(r"`([a-z0-9_/]+\.[ch]pp)`")


class Include:
    """One #include: where it stands, and what it names."""

    def __init__(self, file: str, line: int, is_ours: bool, target: str):
        self.file, self.line, self.is_ours, self.target = file, line, is_ours, target

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def read_includes(src: Path) -> list[Include]:
    """Every include of the folders of `src`; main.cpp, which lies in none, may include everything."""
    includes = []
    for path in sorted(src.glob("*/**/*.[ch]pp")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if found := INCLUDE.match(line):
                includes.append(Include(path.relative_to(src).as_posix(), number, found[1] == '"', found[2]))
    return includes


def room_of(path: str) -> str:
    """The row that a file belongs to: its room where that has one, its folder otherwise."""
    parts = path.split("/")
    room = "/".join(parts[:2])
    return room if len(parts) > 2 and room in LAYERS else parts[0]


def may_include(room: str, target: str) -> bool:
    folder, top = room.split("/")[0], target.split("/")[0]
    if top != folder:
        return top in LAYERS[folder].split()
    if room == target:
        return True
    return ("." if target == folder else target.split("/")[1]) in LAYERS[room].split()


def check_layers(includes: list[Include]) -> list[str]:
    bad = []
    for include in includes:
        room = room_of(include.file)
        if room not in LAYERS:
            bad.append(f"{include}: folder {room} has no layer")
        elif include.is_ours and not may_include(room, room_of(include.target)):
            bad.append(f"{include}: {room} may not include {include.target}")
        for library, homes in LIBRARY_HOMES.items():
            if include.target.startswith(library) and room.split("/")[0] not in homes:
                bad.append(f"{include}: {include.target} belongs in {' or '.join(sorted(homes))}")
    return bad


def has_header(src: Path, source: str) -> bool:
    path, words = src / source, Path(source).stem.split("_")
    headers = [*path.parent.glob("*.hpp"), *(src / source.split("/")[0]).glob("include/*/*.hpp")]
    names = {"_".join(words[:count]) for count in range(1, len(words) + 1)}
    return any(header.stem in names for header in headers)


def check_sources(src: Path, includes: list[Include]) -> list[str]:
    """Refuses a source without its header. One that includes none of ours implements none: it compiles a library."""
    sources = {each.file for each in includes if each.is_ours and each.file.endswith(".cpp")}
    beside = [each for each in sorted(sources) if each.split("/")[0] in BESIDE_HEADERS.split()]
    return [f"{each}: has no header beside it whose name it begins with" for each in beside if not has_header(src, each)]


def unit_of(path: str) -> str:
    """A unit is a header and the source of the same name."""
    return path.rsplit(".", 1)[0]


def check_cycles(includes: list[Include]) -> list[str]:
    """Units that need each other, one line for each cycle.

    A part, whose name begins with that of its whole (`ticket_payload` of `ticket`), may include the header that the whole
    shows to others, unless that header includes the part.
    """
    needs: dict[str, dict[str, Include]] = {}
    for include in includes:
        unit, other = unit_of(include.file), unit_of(include.target)
        if include.is_ours and other != unit:
            needs.setdefault(unit, {}).setdefault(other, include)
    in_headers = {(unit_of(each.file), each.target) for each in includes if each.file.endswith(".hpp")}
    for unit, others in needs.items():
        for whole in [other for other in others if unit.startswith(f"{other}_")]:
            if (whole, f"{unit}.hpp") not in in_headers:
                del others[whole]
    bad = []
    while cycle := find_cycle(needs):
        bad.append(f"{needs[cycle[0]][cycle[1]]}: a cycle of includes, {' → '.join(cycle)}")
        del needs[cycle[0]][cycle[1]]
    return bad


def find_cycle(needs: dict[str, dict[str, Include]]) -> list[str] | None:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return error.args[1][::-1]  # each includes the next
    return None


def summary_of(readme: Path) -> str:
    """The sentence below the title, which says what the folder does."""
    return readme.read_text().splitlines()[2].removesuffix(".")


def list_allowed(room: str) -> str:
    """What a row of the table says that a room may include; that a folder may include its rooms goes without saying."""
    allowed = [each for each in LAYERS[room].split() if f"{room}/{each}" not in LAYERS]
    others = [each for each in allowed if each not in FEATURES.split()]
    missing = [each for each in FEATURES.split() if each not in allowed]
    if room == "app":
        return "everything"
    if len(missing) <= 1:
        return ", ".join([*others, " but ".join(["the features", *missing])])
    return ", ".join(each.replace(".", room.split("/")[0]) for each in allowed) or "—"


def table(src: Path) -> str:
    rows = ["| folder | what it does | may include |", "|---|---|---|"]
    for room in LAYERS:
        rows.append(f"| `{room}` | {summary_of(src / room / 'README.md')} | {list_allowed(room)} |")
    return "\n".join(rows) + "\n"


def check_page(src: Path, page: Path) -> list[str]:
    """Refuses names of files that are neither beside the page nor at their place in src/."""
    bad = []
    for number, line in enumerate(page.read_text().splitlines(), 1):
        for name in SOURCE_FILE.findall(line):
            if not (page.parent / name).exists() and not (src / name).exists():
                bad.append(f"{page.relative_to(src.parent)}:{number}: there is no {name}")
    return bad


def check_pages(src: Path) -> list[str]:
    missing = [f"{room}/README.md: missing" for room in LAYERS if not (src / room / "README.md").exists()]
    if missing:
        return missing
    pages = [page for pattern in PAGES for page in sorted(src.parent.glob(pattern))]
    bad = [mistake for page in pages for mistake in check_page(src, page)]
    if table(src) not in (src.parent / "ARCHITECTURE.md").read_text():
        bad.append("ARCHITECTURE.md: its table is not what tools/check_layers.py --table prints")
    return bad


def main(arguments: list[str]) -> int:
    folders = [each for each in arguments if each != "--table"]
    src = Path(folders[0]) if folders else Path(__file__).parent.parent / "src"
    if "--table" in arguments:
        print(table(src), end="")
        return 0
    includes = read_includes(src)
    bad = check_layers(includes) + check_cycles(includes) + check_sources(src, includes) + check_pages(src)
    if not includes:
        bad.append(f"no includes found under {src}")
    print("\n".join(bad) if bad else f"layers: {len(includes)} includes, all point one way")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
