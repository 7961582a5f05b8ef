"""Runs a command on a terminal of its own and prints all that it shows there.

Usage: screen.py COLUMNS [WAIT_FOR KEYS]... -- COMMAND...

Each time the screen has shown WAIT_FOR since the keys before, KEYS are typed; \\x03 is Ctrl-C. Ends with the command's
exit code.
"""
import fcntl
import os
import pty
import struct
import sys
import termios


def main() -> int:
    columns, rest = int(sys.argv[1]), sys.argv[2:]
    split = rest.index("--")
    typed = list(zip(rest[:split:2], rest[1:split:2]))
    child, screen = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        os.environ["TERM"] = "xterm"
        os.execv(rest[split + 1], rest[split + 1 :])
    unseen = ""
    while shown := read(screen):
        sys.stdout.buffer.write(shown)
        unseen += shown.decode(errors="replace")
        while typed and typed[0][0] in unseen:
            unseen = unseen.split(typed[0][0], 1)[1]
            os.write(screen, typed.pop(0)[1].encode().decode("unicode_escape").encode())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # the command has closed its terminal
        return b""


sys.exit(main())
