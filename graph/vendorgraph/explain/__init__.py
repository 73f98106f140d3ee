"""Conflicts in short sentences with numbered steps, dates and sources, in English and Arabic, fit for a report.

    explanation = explain.of(voice, conflict, day)
    text.plain(explanation), text.markdown(explanation)

`memo` makes a whole document of them: summary, table, each conflict with its evidence, method, limits, sources.
"""

from vendorgraph.explain.conflict import Explanation, of

__all__ = ["Explanation", "of"]
