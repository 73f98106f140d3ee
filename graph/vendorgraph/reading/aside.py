"""Files that lie beside the records, such as what a user supposes or has decided: mappings, read with their lines."""

from collections.abc import Iterable, Sequence

from vendorgraph.problems import Invalid, Place, Problem, Rule, either, shown
from vendorgraph.reading.records import FORM
from vendorgraph.reading.yaml import YamlList, YamlMap


class Aside:
    """Reads the parts of one file and gathers what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def mapping(self, says: object, keys: Sequence[str], line: int = 1) -> YamlMap:
        """Return a mapping that has some of `keys` and no others; an empty one where it is none."""
        if not isinstance(says, YamlMap) or not says:
            self.refuse(line, "nothing is said here", f"{either(keys)}, a colon, and what belongs to it")
            return YamlMap(line)
        for key in sorted(says.keys() - set(keys)):
            self.refuse(says.lines[key], f"{shown(key)} stands here", f"{either(keys)} and nothing else")
        return says

    def items(self, says: YamlMap, key: str) -> list[tuple[object, int]]:
        """Return the items of the list under `key`, each with its line; none where the key is left out."""
        items = says.get(key, YamlList(1))
        if not isinstance(items, YamlList):
            self.refuse(says.lines[key], f"{key} is no list", "a list, each item after a dash")
            return []
        return list(zip(items, items.lines, strict=True))

    def maps(self, says: YamlMap, key: str) -> list[YamlMap]:
        """Return the mappings in the list under `key`."""
        found = []
        for item, line in self.items(says, key):
            if isinstance(item, YamlMap):
                found.append(item)
            else:
                self.refuse(line, f"{shown(item)} is no record", "keys and values, such as {vendor: acme, ...}")
        return found

    def refuse(self, line: int, found: str, wanted: str) -> None:
        """Say that the file does not have its form."""
        self.add(FORM, line, found=found, wanted=wanted)

    def add(self, rule: Rule, line: int, **found: object) -> None:
        """Say that a rule is broken at a line."""
        self.problems.append(rule.at(Place(self.file, line, found)))

    def settle(self, more: Iterable[Problem] = ()) -> None:
        """Raise Invalid when anything is wrong, with the problems `more` of the checks; nothing otherwise."""
        found = sorted({*self.problems, *(each for each in more if each.file == self.file)})
        if found:
            raise Invalid(found)
