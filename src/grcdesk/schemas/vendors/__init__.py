"""Vendors: what is known of one, its papers and reviews, and what follows from them."""
