"""The market as columns: the same rules and the same search, written as plans that an engine runs."""
