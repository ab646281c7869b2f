"""Files in the Open Security Controls Assessment Language (OSCAL)."""
