"""Catalogs of the desk: what their files may hold, their frameworks, and the makers whose exports are known."""
