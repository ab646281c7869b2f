"""Artefacts: how they come in, what stands behind a control, and the files in the vault."""
