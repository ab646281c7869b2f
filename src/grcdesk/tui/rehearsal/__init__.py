"""Rehearsals on screens."""
