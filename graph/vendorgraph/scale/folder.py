"""The files of a columnar market.

market.parquet   entities.parquet   sources.parquet   claims.parquet   identities.parquet (optional)
A table may also be a folder of Parquet files of that name (claims/*.parquet).
"""

from pathlib import Path

#: The tables that a columnar market must have, and those that it may have.
TABLES = ("market", "entities", "sources", "claims")
OPTIONAL = ("identities",)


def is_columnar(folder: Path) -> bool:
    """Whether a folder holds a market as Parquet tables."""
    return any(path_of(folder, name) is not None for name in TABLES)


def path_of(folder: Path, table: str) -> Path | None:
    """Return the file or the folder of files of one table, or None where there is none."""
    places = (folder / f"{table}.parquet", folder / table)
    return next((p for p in places if p.is_file() or (p.is_dir() and any(p.glob("*.parquet")))), None)


def files(folder: Path, table: str) -> list[Path]:
    """Return the files of one table, in order; FileNotFoundError where there is none and the table is not optional."""
    place = path_of(folder, table)
    if place is None and table in OPTIONAL:
        return []
    if place is None:
        raise FileNotFoundError(f"the folder {folder} has no {table}.parquet: write one, as `export parquet` does")
    return sorted(place.glob("*.parquet")) if place.is_dir() else [place]
