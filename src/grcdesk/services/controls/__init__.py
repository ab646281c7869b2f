"""Verbs on controls, their actions and risks, and on the gap assessment."""
