"""Ties: the ways in which a rival reaches a vendor. `registry.KINDS` has them all, `reach` finds them."""
