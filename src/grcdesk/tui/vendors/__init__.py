"""Vendors on the screen: list, detail, forms, and the palette."""
