"""Files are replaced in one step, or not at all."""

import gzip
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from vendorgraph import files


def hello(out: BinaryIO) -> None:
    out.write(b"hello")


def other(out: BinaryIO) -> None:
    out.write(b"other")


def broken(out: BinaryIO) -> None:
    out.write(b"half")
    raise OSError(28, "No space left on device")


def test_new_and_replaced_files_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    files.write(path, hello)
    files.write(path, other)
    assert path.read_bytes() == b"other"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    files.write(path, hello)
    with pytest.raises(OSError, match="No space"):
        files.write(path, broken)
    with pytest.raises(OSError, match="No space"):
        files.write(tmp_path / "new.txt.gz", broken)
    assert path.read_bytes() == b"hello"
    assert list(tmp_path.iterdir()) == [path]


def test_gzip_is_the_same_each_time(tmp_path: Path) -> None:
    one, two = tmp_path / "a.gz", tmp_path / "b.gz"
    files.write(one, hello)
    files.write(two, hello)
    assert one.read_bytes() == two.read_bytes()
    assert gzip.decompress(one.read_bytes()) == b"hello"


def test_rights_and_links_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "out.txt", tmp_path / "link.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    files.write(link, hello)
    assert link.is_symlink() and path.read_bytes() == b"hello"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_as_it_stands() -> None:
    files.write(Path(os.devnull), hello)
    assert Path(os.devnull).is_char_device()


def test_a_missing_folder_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for write in (lambda path: files.write(path, hello), lambda path: files.write_folder(path, [])):
        with pytest.raises(FileNotFoundError, match=r"the folder \S+no does not exist: make it first"):
            write(tmp_path / "no" / "out.txt")
        with pytest.raises(NotADirectoryError, match="is a file and not a folder"):
            write(tmp_path / "file" / "out.txt")


def test_a_folder_is_made_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.mkdir()
    files.write_folder(path, [("a.txt", hello), ("b.txt", other)])
    assert {each.name: each.read_bytes() for each in path.iterdir()} == {"a.txt": b"hello", "b.txt": b"other"}
    with pytest.raises(FileExistsError, match="name a new folder"):
        files.write_folder(path, [("a.txt", other)])
    with pytest.raises(OSError, match="No space"):
        files.write_folder(tmp_path / "new", [("a.txt", hello), ("b.txt", broken)])
    assert list(tmp_path.iterdir()) == [path] and (path / "a.txt").read_bytes() == b"hello"
