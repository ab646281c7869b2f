"""What lacks at each place of work, gathered from the rules that refuse its act."""
