"""How each bundled model is made, from data to model card: one command each (``qabot train``)."""
