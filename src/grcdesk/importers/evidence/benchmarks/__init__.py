"""Reports of runs against many cases at once: probes of garak, tasks of lm-evaluation-harness."""
