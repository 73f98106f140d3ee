"""The market as columns: the same rules and the same search, written as plans that DuckDB runs."""
