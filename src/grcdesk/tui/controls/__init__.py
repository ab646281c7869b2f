"""Controls on the screen: list, detail, forms, and the palette on the gap assessment."""
