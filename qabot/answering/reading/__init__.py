"""Reading what was found: which sentence answers, with which words, on which side, and how surely."""
