"""Commands on catalogs."""
