"""Pure functions on text: language, sentences, dates, stemming, chat spelling. No state, no I/O."""
