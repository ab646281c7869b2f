"""Tests of controls: checks over populations, work sheets, deviations, conclusions, change to proof."""
