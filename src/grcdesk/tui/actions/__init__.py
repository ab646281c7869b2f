"""Keys and palette entries, each declared once."""
