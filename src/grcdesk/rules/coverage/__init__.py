"""Whether dated evidence reaches over the period: runs, spans, populations, and limits that are watched."""
