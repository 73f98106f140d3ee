"""From relations to conflicts of interest: exposures, rivalries, ties, verdicts, paths."""
