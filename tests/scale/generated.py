"""A seeded generator of scale-free markets of any size, as folders of Parquet tables.

For n entities: 2.5 n stakes, 0.5 n posts, 0.2 n purchases and 0.1 n rivalries, one claim each. One in ten is a person,
one in fifty a vendor. Few entities hold, sell and compete much, most do little.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from vendorgraph.formats.parquet import schema
from vendorgraph.formats.rows import COLUMNS, Sheet

READ = "2026-11-22"

Numbers = Any


def write(folder: Path, entities: int, seed: int = 1) -> int:
    """Write a market of so many entities; return how many claims it has."""
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True)
    names = np.array([f"e{number:07}" for number in range(entities)])
    sources = max(10, entities // 20)
    claims = _claims(random, names, sources)
    _put(folder, "market", {"title": ["Generated"], "read": [READ]}, 1)
    _put(folder, "entities", _entities(names), entities)
    _put(folder, "sources", _sources(random, sources), sources)
    count = len(claims["subject"])
    _put(folder, "claims", claims, count)
    return count


def _entities(names: Numbers) -> dict[str, Any]:
    types = ["person" if number % 10 == 9 else "company" for number in range(len(names))]
    roles = [
        ["data-vendor"] if number % 50 == 0 else ["ai-lab"] if number % 50 == 1 else [] for number in range(len(names))
    ]
    return {"slug": names, "name": names, "type": types, "roles": roles, "seed_only": np.zeros(len(names), bool)}


def _sources(random: Numbers, count: int) -> dict[str, Any]:
    ids = [f"s{number:07}" for number in range(count)]
    return {
        "id": ids,
        "title": ids,
        "publisher": [f"publisher-{number % 97}" for number in range(count)],
        "published": _days(random, count),
        "language": ["en"] * count,
        "kind": ["filing"] * count,
        "reliability": random.choice(["high", "medium", "low"], count, p=[0.5, 0.4, 0.1]),
        "published_estimated": np.zeros(count, bool),
    }


def _claims(random: Numbers, names: Numbers, sources: int) -> dict[str, Any]:
    n = len(names)
    vendors, labs = np.arange(0, n, 50), np.arange(1, n, 50)
    companies, people = np.arange(n)[np.arange(n) % 10 != 9], np.arange(9, n, 10)
    counts = {"holds-stake-in": 5 * n // 2, "holds-role": n // 2, "customer-of": n // 5, "competitor-of": n // 10}
    ends = {
        "holds-stake-in": (np.arange(n), companies),
        "holds-role": (people, companies),
        "customer-of": (labs, vendors),
        "competitor-of": (labs, companies),
    }
    subjects = np.concatenate([_few(random, ends[kind][0], count) for kind, count in counts.items()])
    objects = np.concatenate([random.choice(ends[kind][1], count) for kind, count in counts.items()])
    relations = np.repeat(list(counts), list(counts.values()))
    apart = subjects != objects
    subjects, objects, relations = subjects[apart], objects[apart], relations[apart]
    stake = relations == "holds-stake-in"
    share = np.where(stake, np.round(random.beta(0.6, 4, len(stake)), 3), np.nan)
    source = np.array([f"s{number:07}" for number in range(sources)])[random.integers(0, sources, len(stake))]
    return {
        "id": np.char.add(np.char.add(source, "#"), np.arange(len(stake)).astype(str)),
        "source": source,
        "subject": names[subjects],
        "relation": relations,
        "object": names[objects],
        "status": np.full(len(stake), "current"),
        "certainty": np.full(len(stake), "official"),
        "share": pa.array(share, mask=~stake),
        "voting": pa.array(stake, mask=~stake),
        "role": pa.array(np.full(len(stake), "Director"), mask=relations != "holds-role"),
        "doubt": np.zeros(len(stake), bool),
    }


def _few(random: Numbers, among: Numbers, count: int) -> Numbers:
    """Draw so that few are drawn often."""
    return among[(len(among) * random.random(count) ** 3).astype(int)]


def _days(random: Numbers, count: int) -> Numbers:
    days = np.datetime64("2025-06-01") + random.integers(0, 500, count)
    return np.datetime_as_string(days)


def _put(folder: Path, table: str, said: dict[str, Any], count: int) -> None:
    columns = schema(Sheet(table, COLUMNS[table], iter(())))
    arrays = [pa.array(said[f.name]).cast(f.type) if f.name in said else pa.nulls(count, f.type) for f in columns]
    parquet.write_table(pa.table(arrays, schema=columns), folder / f"{table}.parquet")
