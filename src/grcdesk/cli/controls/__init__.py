"""Commands on controls, actions, risks and the gap assessment."""
