"""Tests of controls on the screen."""
