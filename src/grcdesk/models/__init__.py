"""Tables, and nothing else. Rows never leave the store and the services."""
