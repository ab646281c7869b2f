"""Ids for shell completion, without loading the database layer."""

from __future__ import annotations

from grcdesk.store.peek import ids

__all__ = ["ids"]
