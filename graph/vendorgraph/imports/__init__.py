"""Import: a foreign file becomes records of our own form, with which every command then works.

    file -> importer -> Builder -> Records -> a folder (market.yaml, entities.yaml, sources/, import.yaml)
    file -> importer -> Gathering, on the disk -> a folder of Parquet tables (--columnar)

`IMPORTERS` is the one registry: the command line, the docs and the tests read it. An import invents nothing: what our
vocabulary cannot say is kept in words, and what was not understood is counted in the report with its first place.
"""

from vendorgraph.imports.limits import Refused
from vendorgraph.imports.records import Finding, Records, Written
from vendorgraph.imports.registry import IMPORTERS, Importer, read, save, save_tables

__all__ = ["IMPORTERS", "Finding", "Importer", "Records", "Refused", "Written", "read", "save", "save_tables"]
