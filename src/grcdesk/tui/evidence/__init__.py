"""Artefacts, imports, sources and the vault on the screen."""
