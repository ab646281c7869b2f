"""Lists of vendors, and settings of our own account at one."""
