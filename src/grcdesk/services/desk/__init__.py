"""The desk as a whole: opening, making, looking after it. Composes the nouns; nobody below imports it."""
