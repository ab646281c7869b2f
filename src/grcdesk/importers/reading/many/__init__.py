"""Lists many rows at a time: where each says the same as alone, no step is taken for each of them."""
