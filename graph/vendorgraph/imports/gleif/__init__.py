"""GLEIF: who is who (level 1) and who consolidates whom (level 2), as RDF and as CSV.

A relationship says since when it holds; the record about it says when it was last updated: the two clocks.
Consolidation is a rule of accounting and says nothing of shares, so it gives subsidiary-of and never a stake.
"""
