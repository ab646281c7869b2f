"""Maker files: how the exports of one maker are known and read, as data."""
