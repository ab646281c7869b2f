"""Populations: lists frozen as what happened, what keeps one from final, and how it agrees with a second source."""
