"""Rules of requests, their lists, and walkthroughs."""
