"""Backups, read in a process apart: unpack.py starts it, child.py is it."""
