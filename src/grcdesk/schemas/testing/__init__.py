"""Tests of controls: their runs over populations, and checks tried by hand."""
