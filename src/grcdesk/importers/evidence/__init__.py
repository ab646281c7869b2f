"""Logs, registers, populations, test results and documents that become evidence; read in a process apart."""
