"""Screens of requests and walkthroughs."""
