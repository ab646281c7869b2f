"""Bags: folders of files with sums, as RFC 8493 has them, whoever made them."""
