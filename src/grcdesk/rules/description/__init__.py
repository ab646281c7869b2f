"""What the section on AI of a system description says, sentence by sentence, each from records and nothing else."""
