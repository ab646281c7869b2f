"""What the auditor asks for, lists of it as firms keep them, and controls walked through with him."""
