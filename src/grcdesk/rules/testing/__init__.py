"""Rules of tests of controls."""
