"""Packages for auditors: what a person reads in them, and the text files that a bag is made of."""
