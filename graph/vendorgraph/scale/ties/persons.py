"""Persons, their posts and their moves as plans: `vendorgraph.analysis.persons` for all persons at once (R12)."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from vendorgraph.analysis.persons import EXECUTIVE, POSTS
from vendorgraph.relations.moves import KEPT
from vendorgraph.scale.ties import groups
from vendorgraph.scale.ties.hops import LAPSED, Ground
from vendorgraph.scale.ties.ways import COURSE, HOLDS, NAMES, OVER, ended, possible, way

if TYPE_CHECKING:
    from ibis.expr.types import Table


class Persons(Struct, frozen=True, dict=True):
    """Who holds or held which post, and who moved.

    A table of posts or moves has `hop`, `relation`, `subject`, `object`, `post` and the columns of a way, which stands
    in time as the post or the move does; moves have `from_org` too.
    """

    ground: Ground

    @cached_property
    def posts(self) -> "Table":
        """All posts and seats, whoever has them, as `presence` of the readable analysis has them."""
        import ibis

        told = self.ground.of(*POSTS)
        told = told.filter(possible(told))
        move, next_ = self.moves.rename("m_{name}"), self._next.rename("n_{name}")
        both = told.left_join(move, [told["subject"] == move["m_subject"], told["object"] == move["m_object"]])
        both = both.left_join(next_, both["m_hop"] == next_["n_hop"])
        shared = both["supports"].intersect(both["m_supports"]).length().fill_null(0)
        alone = shared == both["supports"].length().fill_null(0)
        left = (both["relation"] == "holds-role") & (both["state"] == HOLDS) & both["n_text"].notnull() & alone
        course = ended(way(both), both["n_text"], both["n_first"], both["n_last"])
        course = {name: ibis.ifelse(left, course[name], both[name]) for name in COURSE}
        return self.ground.keep("posts", _shaped(both, **course))

    @cached_property
    def current(self) -> "Table":
        """The posts of persons that they hold now."""
        posts = self.posts
        return posts.filter((posts["state"] == HOLDS) & possible(posts)).semi_join(
            self.ground.people, [("subject", "id")]
        )

    @cached_property
    def executive(self) -> "Table":
        """The executive posts that somebody holds or held, whatever came of them."""
        told = self.ground.of("holds-role")
        told = told.filter(told["post"].isin(sorted(EXECUTIVE)) & told["state"].isin((HOLDS, OVER)))
        return _shaped(told)

    @cached_property
    def stays(self) -> "Table":
        """The moves as `stay` of the readable analysis has them, to the departure from there or the next role."""
        import ibis

        moves = self.moves.filter(possible(self.moves) & (self.moves["state"] != LAPSED))
        there, next_ = self._there(), self._next.rename("n_{name}")
        both = moves.left_join(there, [moves["subject"] == there["t_who"], moves["object"] == there["t_place"]])
        both = both.left_join(next_, both["hop"] == next_["n_hop"])
        holds = both["state"] == HOLDS
        gone = both["t_who"].notnull() & ~both["t_held"].fill_null(False)
        ends = {end: ibis.ifelse(gone, both[f"t_{end}"], both[f"n_{end}"]) for end in ("text", "first", "last")}
        known, course = ends["text"].notnull(), ended(way(both), *ends.values())
        unknown = {"state": OVER, "sure": False, "e0": both["s0"], "e1": self.ground.as_of.toordinal()}
        going = {"sure": both["t_who"].isnull() | both["t_firm"].fill_null(False)}
        found = {
            name: ibis.cases(
                (~holds, both[name]), (known, course[name]), (gone, unknown.get(name, both[name])),
                else_=going.get(name, both[name]),
            ).cast(both[name].type())
            for name in COURSE
        }  # fmt: skip
        return self.ground.keep("stays", _shaped(both, from_org="from_org", **found))

    @cached_property
    def moves(self) -> "Table":
        """All moves as told, lapsed plans included."""
        hops = self.ground.hops
        return self.ground.keep("moves", hops.filter(hops["relation"] == "moved-to"))

    def _there(self) -> "Table":
        """What is told of posts at each organisation that somebody moved to: whether one is held, and the last end."""
        import ibis

        roles = self.ground.of("holds-role")
        roles = roles.filter(roles["post"].notin(sorted(KEPT)) & roles["state"].isin((HOLDS, OVER)))
        roles = roles.semi_join(self.moves, ["subject", "object"])
        held = roles["state"] == HOLDS
        found = roles.group_by("subject", "object").aggregate(t_held=held.any(), t_firm=(held & roles["sure"]).any())
        ends = roles.filter(roles["until"].notnull())
        window = ibis.window(group_by=("subject", "object"), order_by=[ends["until_last"].desc(), ends["post"]])
        ends = ends.mutate(nth=ibis.row_number().over(window)).filter(ibis._["nth"] == 0)
        ends = ends.select("subject", "object", t_text="until", t_first="until_first", t_last="until_last")
        both = found.left_join(ends, ["subject", "object"])
        return both.select("t_held", "t_firm", "t_text", "t_first", "t_last", t_who="subject", t_place="object")

    @cached_property
    def _next(self) -> "Table":
        """For each move the first date after it on which the person took up work outside the group of where it led to.

        Columns: `hop` of the move, `text`, and the `first` and `last` day that it can mean.
        """
        import ibis

        ground, moves = self.ground, self.moves.filter(self.moves["since"].notnull())
        work = self._work().rename("w_{name}")
        later = moves.join(work, moves["subject"] == work["w_subject"]).filter(lambda t: t["w_s0"] > t["s1"])
        later = ground.keep("later", later.select("hop", "object", *(n for n in later.columns if n.startswith("w_"))))
        group = groups.members(ground, later.select(id="object").distinct())
        later = later.anti_join(group, [("object", "start"), ("w_object", "member")])
        order = [later["w_s0"], later["w_role"], later["w_object"], later["w_post"]]
        later = later.mutate(nth=ibis.row_number().over(ibis.window(group_by="hop", order_by=order)))
        found = later.filter(later["nth"] == 0)
        return ground.keep("next", found.select("hop", text="w_since", first="w_s0", last="w_s1"))

    def _work(self) -> "Table":
        """Moves and posts that take up a person's working time and say since when."""
        told = self.ground.of("moved-to", "holds-role")
        role = told["relation"] == "holds-role"
        aside = role & told["post"].isin((*sorted(KEPT), "advisor"))
        told = told.filter(~aside & told["state"].isin((HOLDS, OVER)) & told["since"].notnull())
        return told.select("subject", "object", "post", "since", "s0", "s1", role=told["relation"] == "holds-role")


def _shaped(table: "Table", from_org: str | None = None, **course: Any) -> "Table":
    beside = {"from_org": table[from_org]} if from_org else {}
    columns = {name: course.get(name, table[name]) for name in NAMES}
    return table.select("hop", "relation", "subject", "object", "post", **beside, **columns)
