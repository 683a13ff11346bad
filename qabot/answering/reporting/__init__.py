"""The answer told: labels, sources, dates, what changed, and, if wanted, a language model's wording."""
