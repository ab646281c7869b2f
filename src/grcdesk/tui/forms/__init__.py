"""What forms ask, and how their texts become what the services take."""
