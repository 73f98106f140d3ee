"""The search of `vendorgraph.analysis` for conflicts as plans, for all customers of a market at once."""
