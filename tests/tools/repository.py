"""A repository of a few files, in which a tool of tools/ is run as a contributor runs it."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOLS = Path(__file__).parents[2] / "tools"


class Repository(unittest.TestCase):
    tool = ""  #: the tool's file name

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        subprocess.run(["git", "init", "-q"], cwd=self.root, check=True)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def run_tool(self, *arguments):
        subprocess.run(["git", "add", "-A"], cwd=self.root, check=True)
        command = [sys.executable, TOOLS / self.tool, *arguments]
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True)

    def assert_passes(self, *arguments):
        done = self.run_tool(*arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def assert_refused(self, lines, *arguments):
        done = self.run_tool(*arguments)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stdout.splitlines(), lines)
