"""Access reviews: the lists they are made of, what is decided on each account, and what goes out of them."""
