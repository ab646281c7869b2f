"""The memo on a vendor: one page to sign, and what it stands on."""
