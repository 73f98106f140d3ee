"""Beneficial Ownership Data Standard: statements of versions 0.1 to 0.4, and of later ones as far as they are alike.

https://standard.openownership.org/en/0.4.0/ . A statement says on its `statementDate` what was so (our `as_of`), and
was public from its `publicationDate` (our source's date): the two clocks. A record that is closed, and an interest that
an updated record no longer lists, have ended.
"""

from vendorgraph.imports.bods.reader import read

__all__ = ["read"]
