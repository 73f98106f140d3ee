"""The one registry of ties: the order is that of strength where everything else is equal."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from vendorgraph.analysis.ground import Ground
from vendorgraph.analysis.model import Tie
from vendorgraph.analysis.ties import board, control, group, others, owners, people, stakes, votes

Find = Callable[[Ground, str], Iterable[Tie]]


class TieKind(Struct, frozen=True, kw_only=True):
    """A kind of tie.

    `function` yields the ties of all who reach a vendor in that way. `degrees` tell ties of the kind apart, strongest
    first; `measured` is whether they carry a share. A tie of one member of a corporate group is one of the others too;
    of the `closed` degrees the function finds those itself. `controlled` is whether a tie of a company is one of
    whoever has a majority there; one of the degrees that `reach_down` at a parent of the vendor is one at the vendor;
    `passed_on`, whether one at a vendor's supplier counts in the supplier chain.
    """

    name: str
    title: str
    title_ar: str
    rule: str
    reference: str
    example: str
    function: Find
    degrees: tuple[str, ...]
    reference_ar: str | None = None
    measured: bool = False
    closed: tuple[str, ...] = ()
    controlled: bool = False
    reach_down: tuple[str, ...] = ()
    passed_on: bool = True

    @property
    def found_by(self) -> str:
        """The function by its full name."""
        return f"{self.function.__module__}.{self.function.__name__}"


def supplier_chain(ground: Ground, vendor: str) -> Iterator[Tie]:
    """Yield a tie for every tie, of the kinds that are passed on, at a supplier of `vendor`."""
    for supply in ground.relations.into(vendor, "supplier-of"):
        for kind in KINDS.values():
            for at_supplier in kind.function(ground, supply.subject) if kind.passed_on else ():
                degree = "own supplier" if at_supplier.degree in kind.closed else "tied supplier"
                yield from others.passed_on(ground, vendor, supply, at_supplier, degree)


KINDS: dict[str, TieKind] = {
    kind.name: kind
    for kind in (
        TieKind(
            name="same-company",
            title="same company",
            title_ar="الشركة نفسها",
            rule=group.ITSELF,
            reference="R15: control at its fullest",
            reference_ar="R15: السيطرة في أتم صورها",
            example="A lab buys from a company that competes with it",
            function=group.same_company,
            degrees=("same company",),
            closed=("same company",),
        ),
        TieKind(
            name="control",
            title="control",
            title_ar="السيطرة",
            rule="more than half of the votes, alone or with controlled companies; or control as a source states it",
            reference="Ceri, Gottlob and Tanca 1990, company control; least fixpoint, strictly more than half",
            reference_ar="Ceri, Gottlob and Tanca 1990: السيطرة على الشركات، أصغر نقطة ثابتة، أكثر من النصف",
            example="The rival holds 60 % of a company that holds 55 % of the vendor",
            function=control.control,
            degrees=("majority", "stated"),
        ),
        TieKind(
            name="votes",
            title="votes",
            title_ar="حقوق التصويت",
            rule=votes.RULE,
            reference="R10; Shapley and Shubik 1954; Milnor and Shapley 1978, oceanic games",
            reference_ar="R10؛ Shapley and Shubik 1954؛ Milnor and Shapley 1978، الألعاب المحيطية",
            example="The rival holds 30 % of the votes of the vendor",
            function=votes.votes,
            degrees=("votes",),
            measured=True,
        ),
        TieKind(
            name="board",
            title="board seat or observer",
            title_ar="مقعد في مجلس الإدارة أو مراقب",
            rule="a person of the rival, the rival itself or its nominee sits on the vendor's board",
            reference="R12: a seat kept at the vendor is the strongest tie of a person",
            reference_ar="R12: المقعد الباقي لدى المورّد أقوى صلة لشخص",
            example="The founder moves to the rival and keeps a seat on the vendor's board",
            function=board.board,
            degrees=("kept seat", "seat", "observer"),
            controlled=True,
            reach_down=("kept seat", "seat", "observer"),
        ),
        TieKind(
            name="person",
            title="person",
            title_ar="شخص",
            rule="roles at both now; a move, to the next recorded role or departure; founders and holders at the rival",
            reference="R12",
            example="The vendor's chief executive moves to the rival",
            function=people.person,
            degrees=("executive in both", "in both", "executive moved", "holder", "other"),
            controlled=True,
            reach_down=("executive in both", "in both", "executive moved"),
        ),
        TieKind(
            name="ownership",
            title="ownership",
            title_ar="الملكية",
            rule="integrated share, direct and through others (Baldone; Brioschi or simple paths by option)",
            reference="Baldone, Brioschi and Paleari 1998; Vitali, Glattfelder and Battiston 2011; ranges by R10",
            reference_ar="Baldone, Brioschi and Paleari 1998؛ Vitali, Glattfelder and Battiston 2011؛ المجالات حسب R10",
            example="The rival holds 49 % of the vendor, without votes",
            function=stakes.ownership,
            degrees=("stake",),
            measured=True,
        ),
        TieKind(
            name="group",
            title="same group",
            title_ar="المجموعة نفسها",
            rule="parent, subsidiary or acquired; upwards, then downwards, never down and up again",
            reference="R15",
            example="The vendor is a subsidiary of the rival's parent",
            function=group.group,
            degrees=("group",),
            closed=("group",),
        ),
        TieKind(
            name="common-owner",
            title="common owner",
            title_ar="مالك مشترك",
            rule=f"{owners.RULE}, at any size: {'; '.join(label for _, label in owners.BANDS)}; less; or not known",
            reference="Guideline ECB/2014/60, article 138: 20 %",
            reference_ar="المبدأ التوجيهي ECB/2014/60، المادة ١٣٨: ٢٠ ٪",
            example="One fund holds 25 % of the vendor and 30 % of the rival",
            function=owners.common_owner,
            degrees=("common owner",),
            measured=True,
            passed_on=False,
        ),
        TieKind(
            name="supplier-chain",
            title="supplier chain",
            title_ar="سلسلة التوريد",
            rule=others.SUPPLIER,
            reference="R15",
            example="The vendor passes work to a firm of which the rival holds half",
            function=supplier_chain,
            degrees=("own supplier", "tied supplier"),
            closed=("own supplier",),
            passed_on=False,
        ),
        TieKind(
            name="commerce",
            title="commerce",
            title_ar="تعامل تجاري",
            rule=others.COMMERCE,
            reference="Brewer and Nash 1989, the Chinese wall",
            reference_ar="Brewer and Nash 1989، الجدار الصيني",
            example="Two labs that compete buy from one vendor",
            function=others.commerce,
            degrees=("customer",),
            controlled=True,
            passed_on=False,
        ),
    )
}
