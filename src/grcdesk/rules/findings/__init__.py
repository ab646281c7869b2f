"""Rules of findings: which moves they make, what closing needs, which come back."""
