"""Runs checks over populations: SQL that is read against an allow-list, in a process that can do nothing else."""
