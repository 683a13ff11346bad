"""The question: what it asks, of whom, in how many parts, and what it leans on in the conversation."""
