"""What samples decide: how many, which, and that anybody can draw them again."""
