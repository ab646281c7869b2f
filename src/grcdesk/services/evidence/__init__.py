"""Verbs on artefacts, imports, sources and the vault."""
