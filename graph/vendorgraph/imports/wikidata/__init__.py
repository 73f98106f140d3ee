"""Wikidata: items as JSON (one, several under "entities", one a line, or a dump), with ranks, qualifiers, references.

An item says what others reported, so every source relays the outlet of the statement's first reference. A rank of
"deprecated" is doubt; "unknown value" and "no value" are said in words. A start alone says nothing of now.
"""

from vendorgraph.imports.wikidata.reader import read

__all__ = ["read"]
