"""Shows that tools/check_version.py names every file that states another version."""
import json
import unittest

from repository import Repository


class Version(Repository):
    tool = "check_version.py"

    def setUp(self):
        super().setUp()
        self.write("VERSION", "1.2.3\n")
        self.write("CHANGELOG.md", "# Changelog\n\n## [1.2.3] - unreleased\n\n## [1.2.2] - 2026-04-09\n")
        self.write("docs/openapi.yaml", 'openapi: "3.1.0"\ninfo:\n  version: "1.2.3"\n')
        self.write_package("1.2.3", "1.2.3")

    def write_package(self, version, locked):
        self.write("sdk/package.json", json.dumps({"name": "sdk", "version": version}))
        others = {"node_modules/ky": {"version": "9.9.9"}}
        self.write("sdk/package-lock.json", json.dumps({"packages": {"": {"version": locked}, **others}}))

    def test_passes_where_all_say_the_same(self):
        self.assert_passes()

    def test_passes_a_package_without_a_version(self):
        self.write("tests/package.json", json.dumps({"private": True}))
        self.assert_passes()

    def test_refuses_another_package(self):
        self.write_package("1.2.2", "1.2.3")
        self.assert_refused(["sdk/package.json says 1.2.2, VERSION says 1.2.3"])

    def test_refuses_another_lock_file(self):
        self.write_package("1.2.3", "1.2.2")
        self.assert_refused(["sdk/package-lock.json (root) says 1.2.2, VERSION says 1.2.3"])

    def test_refuses_another_description(self):
        self.write("docs/openapi.yaml", 'info:\n  version: "1.0.0"\n')
        self.assert_refused(["docs/openapi.yaml says 1.0.0, VERSION says 1.2.3"])

    def test_refuses_a_changelog_that_begins_with_another(self):
        self.write("CHANGELOG.md", "# Changelog\n\n## [1.2.2] - 2026-04-09\n")
        self.assert_refused(["CHANGELOG.md says 1.2.2, VERSION says 1.2.3"])

    def test_refuses_another_program(self):
        self.write("burner", "#!/bin/sh\necho 1.2.4\n")
        (self.root / "burner").chmod(0o755)
        self.assert_refused(["./burner says 1.2.4, VERSION says 1.2.3"], "./burner")


if __name__ == "__main__":
    unittest.main()
