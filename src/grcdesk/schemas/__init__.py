"""What travels between the rooms: frozen dataclasses out of the services, checked input into them."""
