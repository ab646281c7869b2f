"""Findings of scanners: what was checked, on what, how it ended; by rule, and by control where a person tied them."""
