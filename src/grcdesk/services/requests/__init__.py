"""Verbs on requests, their lists, and walkthroughs."""
