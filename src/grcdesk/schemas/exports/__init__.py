"""Documents and workbooks that leave the desk: what they show, and where they say they come from."""
