"""How long work tells how far it is, and how it is asked to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told what is done and how much there is, in the unit of the work: rows, files, bytes."""
Stop = Callable[[], bool]
"""Asked between steps; true ends the work, and nothing of it is kept."""
