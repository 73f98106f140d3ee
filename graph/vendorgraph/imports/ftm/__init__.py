"""FollowTheMoney: entities as JSON lines (nested ones too), and statements as CSV or JSON lines.

https://followthemoney.tech/ . What a data set says was known from the day on which it was first seen there; a start
without an end does not say that it goes on. `external` statements, which nobody has approved, are doubtful.
"""

from vendorgraph.imports.ftm.reader import read

__all__ = ["read"]
