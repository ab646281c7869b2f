"""How the database came to its shape: one baseline, and what was changed since."""
