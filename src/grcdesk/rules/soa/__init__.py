"""The Statement of Applicability: what it lacks, how far it is borne out, how it has changed."""
