"""Runs command lines one after the other on the terminal it was started on, as the program would.

python speaker.py DESK LINES   where LINES is a JSON file: a list of command lines
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from grcdesk.cli.frame.streams import safe_streams
from grcdesk.cli.main import call

if __name__ == "__main__":
    if sys.argv[3:] != ["bare"]:
        safe_streams()
    for number, words in enumerate(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))):
        sys.stdout.write(f"\n@@ {number}\n")
        try:
            call(["--desk", sys.argv[1], "--no-input", *words])
        except SystemExit:
            pass
        except Exception as error:  # noqa: BLE001  what the program would write to a file is another's test
            sys.stdout.write(f"\n!! {type(error).__name__}\n")
        sys.stdout.flush()
    sys.stdout.write("\n@@ end\n")
