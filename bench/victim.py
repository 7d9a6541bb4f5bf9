"""`gnlc-index` that ends by SIGKILL just before its n-th change to the index folder: python -m bench.victim N ARGUMENTS

Changes are what Python's audit events tell: a file opened to be written, a folder made, a rename, a removal, a database
connected to. With N = 0 it lives, and prints the number of changes to stderr.
"""

import os
import signal
import sys

_EVENTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect")
_WRITING = os.O_WRONLY | os.O_RDWR


def main() -> None:
    """Watch, and run the command."""
    from indexer.cli import main as command
    from settings import Settings

    fatal = int(sys.argv[1])
    place = str(Settings().index_dir)
    changes = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal changes
        if event in _EVENTS and _changes(event, arguments, place):
            changes += 1
            if changes == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    try:
        command(sys.argv[2:])
    finally:
        if not fatal:
            print(f"changes: {changes}", file=sys.stderr)


def _changes(event: str, arguments: tuple[object, ...], place: str) -> bool:
    if event == "open":
        path, mode, flags = arguments
        if not isinstance(flags, int) or not (flags & _WRITING or set(str(mode)) & set("wax+")):
            return False
    elif event in {"os.remove", "os.rmdir"} and arguments[1] not in {None, -1}:
        return True  # by name within an open folder, as whole trees are removed
    else:
        path = arguments[0]
    return place in str(path)


if __name__ == "__main__":
    main()
