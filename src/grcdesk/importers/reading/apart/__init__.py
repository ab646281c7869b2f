"""Reading files of others in a process of its own, with ceilings for memory and time and nothing it could harm."""
