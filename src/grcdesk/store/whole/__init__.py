"""A desk as a whole: put into a backup, and put in the place of another."""
