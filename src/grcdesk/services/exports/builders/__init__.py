"""What makes each document for people: records gathered, then a report written of them."""
