"""Runs one measured function in this process: `probe.py module:function arguments…`; prints seconds and peak memory."""

from __future__ import annotations

import importlib
import json
import resource
import sys

if __name__ == "__main__":
    module, _, function = sys.argv[1].partition(":")
    seconds = getattr(importlib.import_module(module), function)(*sys.argv[2:])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))
