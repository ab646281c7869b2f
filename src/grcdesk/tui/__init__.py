"""The terminal app: what is seen and which keys do what. Everything it does is a verb of the services."""
