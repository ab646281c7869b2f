"""Rehearsing an audit."""
