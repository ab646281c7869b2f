"""What makes an artefact evidence."""
