"""Controls, the gap assessment over them, and where a desk tailors them."""
