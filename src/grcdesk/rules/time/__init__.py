"""Slots, spans and days of grace: time as every noun counts it."""
