"""What is due, in lists, calendars and reminders."""
