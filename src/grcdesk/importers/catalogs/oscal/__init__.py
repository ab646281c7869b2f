"""Reading files in the Open Security Controls Assessment Language (OSCAL)."""
