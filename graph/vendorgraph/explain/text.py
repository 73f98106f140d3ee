"""Explanations as text: plain for a terminal, or as Markdown. Whatever a record says, it cannot act as markup."""

from collections.abc import Callable, Iterable, Iterator

from vendorgraph.explain.conflict import Explanation, Step
from vendorgraph.tables import escaped
from vendorgraph.tables import plain as on_one_line

Mark = Callable[[str], str]


def plain(explanations: Iterable[Explanation]) -> str:
    """Return explanations as plain text, a blank line between them."""
    return "\n".join(_written(each, on_one_line, lambda title, _: on_one_line(title)) for each in explanations)


def markdown(explanation: Explanation, depth: int = 3) -> str:
    """Return an explanation as GitHub-flavoured Markdown, under a heading of `depth`."""
    return _written(explanation, escaped, lambda title, below: heading(title, depth + below))


def heading(title: str, depth: int) -> str:
    """Return a heading of Markdown."""
    return f"{'#' * depth} {escaped(title)}"


def _written(explanation: Explanation, mark: Mark, head: Callable[[str, int], str]) -> str:
    lines = [head(explanation.title, 0), "", *(mark(each) for each in explanation.lead)]
    for part in explanation.parts:
        lines += ["", head(part.title, 1), "", *(line for step in part.steps for line in _step(step, mark))]
    for points in explanation.points:
        lines += ["", head(points.title, 1), "", *(f"- {mark(each)}" for each in points.lines)]
    return "".join(f"{line}\n" for line in lines)


def _step(step: Step, mark: Mark) -> Iterator[str]:
    """A numbered line, and below it a line for each claim; the indent is that of the number."""
    yield f"{step.number}. {mark(f'{step.statement} ({step.basis})')}"
    indent = " " * len(f"{step.number}. ")
    for side in step.sides:
        if side.heading:
            yield f"{indent}- {mark(side.heading)}"
        below = f"{indent}  " if side.heading else indent
        yield from (f"{below}- {mark(each)}" for each in side.lines)
