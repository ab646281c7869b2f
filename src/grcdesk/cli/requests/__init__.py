"""Commands on requests and walkthroughs."""
