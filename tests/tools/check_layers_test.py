"""Shows what tools/check_layers.py refuses, and what it lets pass, on source trees of a few lines."""
import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import check_layers  # noqa: E402


class SourceTree(unittest.TestCase):
    """A src/ with a README in every folder that has a row, and an ARCHITECTURE.md that shows the right table."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.src = Path(folder.name) / "src"
        self.architecture = Path(folder.name) / "ARCHITECTURE.md"
        for room in check_layers.LAYERS:
            self.write(f"{room}/README.md", "# A room", "", "Does one thing.")
        self.architecture.write_text(f"# Architecture\n\n{check_layers.table(self.src)}\nMore.\n")
        self.write("base/clock.hpp", "#include <chrono>")

    def write(self, path, *lines):
        file = self.src / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in lines))

    def run_check(self, *flags):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            status = check_layers.main([*flags, str(self.src)])
        return status, said.getvalue()

    def assert_passes(self):
        status, said = self.run_check()
        self.assertEqual(status, 0, said)

    def assert_refused(self, *lines):
        status, said = self.run_check()
        self.assertEqual(status, 1)
        self.assertEqual(said.splitlines(), list(lines))


class Layers(SourceTree):
    def test_passes_where_every_include_points_down(self):
        self.write("assets/item.hpp", '#include "base/clock.hpp"', "#include <vector>")
        self.assert_passes()

    def test_refuses_an_include_that_points_up(self):
        self.write("base/log.hpp", "", '#include "assets/item.hpp"')
        self.assert_refused("base/log.hpp:2: base may not include assets/item.hpp")

    def test_refuses_a_folder_without_a_row(self):
        self.write("games/chess.cpp", '#include "base/clock.hpp"')
        self.assert_refused("games/chess.cpp:1: folder games has no layer")

    def test_refuses_a_room_that_is_not_below(self):
        self.write("transactions/pack/pack.hpp", '#include "transactions/plan/plan.hpp"')
        self.assert_refused("transactions/pack/pack.hpp:1: transactions/pack may not include transactions/plan/plan.hpp")

    def test_lets_a_room_include_its_folder_and_a_room_below(self):
        self.write("transactions/plan/plan.hpp", '#include "transactions/pack/pack.hpp"', '#include "transactions/group.hpp"')
        self.assert_passes()

    def test_refuses_a_folder_that_includes_its_own_room(self):
        self.write("transactions/group.hpp", '#include "transactions/plan/plan.hpp"')
        self.assert_refused("transactions/group.hpp:1: transactions may not include transactions/plan/plan.hpp")

    def test_lets_a_folder_above_include_every_room(self):
        self.write("api/gate.hpp", '#include "transactions/plan/plan.hpp"')
        self.assert_passes()

    def test_refuses_a_library_away_from_its_home(self):
        self.write("api/gate.cpp", "#include <sqlite3.h>")
        self.assert_refused("api/gate.cpp:1: sqlite3.h belongs in storage")

    def test_lets_main_include_everything(self):
        self.write("main.cpp", '#include "app/serve.hpp"', "#include <sqlite3.h>")
        self.assert_passes()

    def test_refuses_an_empty_tree(self):
        (self.src / "base/clock.hpp").unlink()
        self.assert_refused(f"no includes found under {self.src}")



class Sources(SourceTree):
    def test_passes_beside_the_header_whose_name_it_begins_with(self):
        self.write("api/gate.hpp")
        for name in ("gate", "gate_limits", "gate_limits_of_day"):
            self.write(f"api/{name}.cpp", '#include "api/gate.hpp"')
        self.assert_passes()

    def test_refuses_a_source_beside_another_header(self):
        self.write("api/gate.hpp")
        for name in ("limits_gate", "gateway"):
            self.write(f"api/{name}.cpp", '#include "api/gate.hpp"')
        self.write("solana/accounts/mint.hpp")
        self.write("solana/mint.cpp", '#include "solana/accounts/mint.hpp"')
        self.assert_refused(*(f"{source}: has no header beside it whose name it begins with"
                              for source in ("api/gateway.cpp", "api/limits_gate.cpp", "solana/mint.cpp")))

    def test_passes_what_implements_the_public_header_of_its_folder(self):
        self.write("signing/include/burnandclaim/signing.hpp")
        self.write("signing/check/signing_check.cpp", '#include "base/clock.hpp"')
        self.assert_passes()

    def test_passes_a_source_that_compiles_a_library(self):
        self.write("http/beast.cpp", "#include <boost/beast/src.hpp>")
        self.assert_passes()


class Cycles(SourceTree):
    def test_refuses_headers_that_include_each_other(self):
        self.write("base/a.hpp", '#include "base/b.hpp"')
        self.write("base/b.hpp", '#include "base/a.hpp"')
        self.assert_refused("base/a.hpp:1: a cycle of includes, base/a → base/b → base/a")

    def test_refuses_a_source_that_closes_a_cycle(self):
        for header in ("a", "c"):
            self.write(f"base/{header}.hpp")
        self.write("base/a.cpp", '#include "base/a.hpp"', '#include "base/b.hpp"')
        self.write("base/b.hpp", '#include "base/c.hpp"')
        self.write("base/c.cpp", '#include "base/a.hpp"')
        self.assert_refused("base/a.cpp:2: a cycle of includes, base/a → base/b → base/c → base/a")

    def test_names_every_cycle(self):
        for one, other in (("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")):
            self.write(f"base/{one}.hpp", f'#include "base/{other}.hpp"')
        self.assert_refused("base/a.hpp:1: a cycle of includes, base/a → base/b → base/a",
                            "base/c.hpp:1: a cycle of includes, base/c → base/d → base/c")

    def test_finds_cycles_between_a_folder_and_its_rooms(self):
        self.write("api/call.hpp")
        self.write("api/call.cpp", '#include "api/wire/query.hpp"')
        self.write("api/wire/query.hpp", '#include "api/call.hpp"')
        self.assert_refused("api/call.cpp:1: a cycle of includes, api/call → api/wire/query → api/call")

    def test_lets_a_source_include_its_own_header(self):
        self.write("base/a.hpp")
        self.write("base/a.cpp", '#include "base/a.hpp"')
        self.assert_passes()

    def test_lets_a_part_include_the_header_of_its_whole(self):
        self.write("base/ticket.hpp")
        self.write("base/ticket.cpp", '#include "base/ticket_payload.hpp"')
        self.write("base/ticket_payload.hpp", '#include "base/ticket.hpp"')
        self.assert_passes()

    def test_refuses_a_part_that_the_header_of_its_whole_includes(self):
        self.write("base/ticket.hpp", '#include "base/ticket_payload.hpp"')
        self.write("base/ticket_payload.cpp", '#include "base/ticket.hpp"')
        self.assert_refused("base/ticket.hpp:1: a cycle of includes, base/ticket → base/ticket_payload → base/ticket")


class Pages(SourceTree):
    def test_refuses_a_folder_without_a_readme(self):
        (self.src / "base/README.md").unlink()
        (self.src / "transactions/pack/README.md").unlink()
        self.assert_refused("base/README.md: missing", "transactions/pack/README.md: missing")

    def test_refuses_a_table_that_has_drifted(self):
        self.write("base/README.md", "# Base", "", "Does another thing.")
        self.assert_refused("ARCHITECTURE.md: its table is not what tools/check_layers.py --table prints")

    def test_refuses_the_name_of_a_file_that_is_gone(self):
        self.write("assets/README.md", "# Assets", "", "Does one thing.", "", "See `item.hpp` and `base/clock.hpp`.")
        self.assert_refused("src/assets/README.md:5: there is no item.hpp")

    def test_lets_a_readme_name_a_file_beside_it(self):
        self.write("assets/item.hpp", '#include "base/clock.hpp"')
        self.write("assets/README.md", "# Assets", "", "Does one thing.", "", "See `item.hpp` and `base/clock.hpp`.")
        self.assert_passes()

    def test_prints_what_the_readme_says_and_what_may_be_included(self):
        self.write("transactions/plan/README.md", "# Plan", "", "Makes groups.", "", "More.")
        status, said = self.run_check("--table")
        self.assertEqual(status, 0)
        self.assertIn("| `transactions/plan` | Makes groups | transactions, pack, read |\n", said)
        self.assertIn("| `base` | Does one thing | — |\n", said)
        self.assertIn("| `storage` | Does one thing | base, audit, the features |\n", said)
        self.assertIn("| `app` | Does one thing | everything |\n", said)


if __name__ == "__main__":
    unittest.main()
