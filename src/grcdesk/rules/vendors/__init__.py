"""When a vendor is to be reviewed, and what its papers must hold."""
