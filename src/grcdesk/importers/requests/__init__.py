"""Lists of requests as firms keep them."""
