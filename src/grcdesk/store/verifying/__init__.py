"""What a desk is held against: its log read strictly, its schema, the tables beside the log, digests."""
