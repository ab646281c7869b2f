"""Packages for an auditor: names that every system takes, what may go out, what is new since the last one."""
