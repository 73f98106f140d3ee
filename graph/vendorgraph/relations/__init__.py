"""Relations as of a day, as known by a day: resolved from claims by the rules R0 to R10."""
