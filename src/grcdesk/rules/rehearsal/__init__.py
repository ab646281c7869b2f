"""What a strict auditor would return, judged by the words that lists and boards already have."""
