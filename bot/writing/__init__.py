"""Words from a model, and what holds them to the records."""
