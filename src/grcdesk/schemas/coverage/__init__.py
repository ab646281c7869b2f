"""What a control's window shows, the limits that are watched, and days without work."""
