"""What an access review asks for."""
