"""Tests of controls, their work sheets, changes and deviations."""
