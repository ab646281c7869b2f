"""Tools that know no screen: looks, themes, jobs, drafts, clipboard."""
