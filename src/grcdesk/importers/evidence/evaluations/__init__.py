"""Reports of evaluations: of our own shape, of promptfoo, of DeepEval."""
