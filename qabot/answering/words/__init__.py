"""Words and sentences by rule: amounts, negation, offices, who speaks. Knows no question and no index."""
