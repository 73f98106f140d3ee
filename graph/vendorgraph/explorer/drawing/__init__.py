"""Pictures: a path lit up among its surroundings, as values that templates write as SVG.

    conflict -> trail -> surroundings -> forces -> layout -> labels -> Drawing

The same relations always give the same picture, in English from left to right, in Arabic mirrored.
"""
