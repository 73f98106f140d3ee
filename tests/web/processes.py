"""The processes below a server, told from /proc (Linux)."""

from pathlib import Path


def children(pid: int) -> list[int]:
    """Return the processes whose parent is `pid`, in the order of their numbers."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _parent(int(entry.name)) == pid:
            found.append(int(entry.name))
    return sorted(found)


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and waits to be noticed does not."""
    return _field(pid, 0) not in (None, "Z")


def busiest(pids: list[int]) -> int:
    """Return the process that has used the processor most."""
    return max(pids, key=lambda pid: int(_field(pid, 11) or 0) + int(_field(pid, 12) or 0))


def memory(pid: int, kind: str = "Rss") -> int:
    """Return the resident bytes of a process; of kind "Pss" only its part of what it shares with others."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return 1024 * next(int(line.split()[1]) for line in text.splitlines() if line.startswith(f"{kind}:"))


def _parent(pid: int) -> int | None:
    parent = _field(pid, 1)
    return None if parent is None else int(parent)


def _field(pid: int, number: int) -> str | None:
    """Return a field of the process's status, counted from the one after its name; None when there is no process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[number]
    except OSError:
        return None
