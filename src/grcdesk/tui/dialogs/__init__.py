"""Questions put over a screen, each answered or dropped with esc."""
