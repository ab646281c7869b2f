"""Commands that rehearse an audit."""
