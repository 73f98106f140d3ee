"""What is supposed of a market: files of it, and the market with it laid over."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.markets import market
from vendorgraph import pipeline, whatif
from vendorgraph.analysis.conflicts import conflicts
from vendorgraph.model import Market
from vendorgraph.problems import Invalid
from vendorgraph.reading.whatif import RULES, parse, read
from vendorgraph.relations.resolve import resolve
from vendorgraph.whatif import WhatIf, laid_over

DATA = Path(__file__).parent / "data"
EXAMPLE = DATA / "examples" / "what-if.yaml"
DAY = date(2025, 12, 31)


@cache
def small() -> Market:
    return pipeline.read((DATA / "small",))


def test_the_example_is_read() -> None:
    found = read(EXAMPLE, small())
    assert [(c.id, c.subject, c.relation, c.object, c.share) for c in found.claims] == [
        ("what-if#01", "quillon", "holds-stake-in", "marlow", 0.33),
        ("what-if#02", "halcyon", "competitor-of", "quillon", None),
    ]
    assert found.without_claims == ("techledger-2025-05-20-marlow-profile#05",)
    assert found.without_sources == ("whisperblog-2025-07-04-rumours",)


def test_what_is_supposed_is_laid_over_and_the_market_stays_as_it_is() -> None:
    before = small().digest, len(small().claims), len(small().sources)
    laid = laid_over(small(), read(EXAMPLE, small()), DAY)
    assert "techledger-2025-05-20-marlow-profile#05" not in laid.claims
    assert "techledger-2025-05-20-marlow-profile" in laid.sources
    assert not {"whisperblog-2025-07-04-rumours"} & {*laid.sources, *(c.source_id for c in laid.claims.values())}
    assert laid.source_of(laid.claims["what-if#01"]).published == "2025-12-31"
    assert laid.digest != small().digest
    assert (small().digest, len(small().claims), len(small().sources)) == before


def test_nothing_supposed_leaves_every_relation_as_it_is() -> None:
    laid = laid_over(small(), WhatIf(), DAY)
    assert (laid.claims, laid.sources) == (small().claims, small().sources)
    assert resolve(laid, DAY, DAY) == resolve(small(), DAY, DAY)


@pytest.mark.parametrize("day", [date(2024, 6, 1), date(2025, 6, 1), date(2026, 6, 30)])
def test_a_supposed_claim_counts_on_the_day_that_is_asked_about(day: date) -> None:
    what_if = parse(
        "claims:\n- {subject: castellan-group, relation: holds-stake-in, object: pinecrest, share: 0.6}", "f", small()
    )
    relations = resolve(laid_over(small(), what_if, day), day, day)
    [stake] = [r for r in relations.into("pinecrest", "holds-stake-in") if r.subject == "castellan-group"]
    assert (stake.status, stake.grade, stake.supports) == ("current", "A", ("what-if#01",))
    assert all(whatif.is_supposed(id) for id in stake.supports)


def test_a_planned_deal_is_a_plan() -> None:
    what_if = parse("claims:\n- {subject: halcyon, relation: acquired, object: marlow, status: planned}", "f", small())
    relations = resolve(laid_over(small(), what_if, DAY), DAY, DAY)
    [deal] = relations.into("marlow", "acquired")
    assert deal.status == "planned"
    later = "claims:\n- {subject: halcyon, relation: acquired, object: marlow, date: 2027-05}"
    told = laid_over(small(), parse(later, "f", small()), DAY)
    assert resolve(told, DAY, DAY).into("marlow", "acquired") == []


def test_it_outweighs_what_sources_say_and_a_denial_can_be_supposed() -> None:
    base = market(
        {"subject": "lab", "relation": "customer-of", "object": "vendor", "status": "current", "published": "2025-06"},
        {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "share": 0.3, "published": "2025-06"},
        {"subject": "lab", "relation": "competitor-of", "object": "rival", "published": "2025-06"},
        roles={"vendor": ["data-vendor"], "lab": ["ai-lab"]},
    )  # fmt: skip
    day = date(2025, 9, 1)

    def statuses(text: str) -> dict[str, str]:
        return {r.relation: r.status for r in resolve(laid_over(base, parse(text, "f", base), day), day, day)}

    assert statuses("claims: []")["customer-of"] == "current"
    ended = "claims:\n- {subject: lab, relation: customer-of, object: vendor, status: ended, to: '2025-08-01'}"
    assert statuses(ended)["customer-of"] == "ended"
    denied = "claims:\n- {subject: rival, relation: holds-stake-in, object: vendor, polarity: denies}"
    assert statuses(denied)["holds-stake-in"] == "denied"
    left = laid_over(base, parse("leave_out: {sources: [source-2]}", "f", base), day)
    assert conflicts(base, resolve(base, day, day), "lab") != []
    assert conflicts(left, resolve(left, day, day), "lab") == []


def test_suppositions_can_be_laid_over_each_other() -> None:
    one = "claims:\n- {subject: quillon, relation: customer-of, object: oakline}"
    first = laid_over(small(), parse(one, "f", small()), DAY)
    second = parse("claims:\n- {subject: tessera, relation: customer-of, object: marlow}", "f", first)
    assert [claim.id for claim in second.claims] == ["what-if#02"]
    assert [id for id in laid_over(first, second, DAY).claims if whatif.is_supposed(id)] == ["what-if#01", "what-if#02"]


#: A file, and for each of its problems the line, the code and words of the message.
WRONG = {
    "": [(1, "VG012", "nothing is said here: write claims or leave_out")],
    "- a": [(1, "VG012", "nothing is said here")],
    "claim: []": [(1, "VG012", "'claim' stands here: write claims or leave_out and nothing else")],
    "claims: {subject: meridian}": [(1, "VG012", "claims is no list")],
    "claims:\n- meridian": [(2, "VG012", "'meridian' is no record")],
    "claims: []\nleave_out: [x]": [(2, "VG012", "write claims or sources")],
    "leave_out:\n  entities: []": [(2, "VG012", "'entities' stands here: write claims or sources")],
    "leave_out:\n  claims: agora": [(2, "VG012", "claims is no list")],
    "claims:\n- {id: x#01, subject: quillon, relation: customer-of, object: marlow}": [
        (2, "VG902", "the claim has the id 'x#01': leave it out, it becomes what-if#01")
    ],
    "claims:\n- {subject: quilon, relation: customer-of, object: marlow}": [
        (2, "VG312", "subject 'quilon' is not defined: did you mean quillon? Otherwise add it to the entities")
    ],
    "claims:\n- {subject: quillon, relation: customer, object: marlow}": [(2, "VG201", "did you mean customer-of?")],
    "claims:\n- {subject: quillon, relation: customer-of, object: marlow, state: current}": [
        (2, "VG101", "'state' is no key of a claim: did you mean status?")
    ],
    "claims:\n- subject: quillon\n  relation: holds-stake-in\n  object: marlow\n  share: 1.2": [
        (5, "VG601", "share is 1.2: write a fraction from 0 to 1")
    ],
    "claims:\n- subject: quillon\n  relation: holds-stake-in\n  object: marlow\n  share: about half": [
        (5, "VG103", "share is 'about half': write a number, such as 0.49")
    ],
    "claims:\n- subject: quillon\n  relation: customer-of\n  object: marlow\n  from: '2026'\n  to: '2025'": [
        (5, "VG503", "from 2026 is after to 2025")
    ],
    "claims:\n- {subject: quillon, relation: customer-of, object: marlow, from: '2025-02-30'}": [
        (2, "VG501", "from is '2025-02-30', no day of the calendar")
    ],
    "claims:\n- {subject: marlow, relation: board-member-of, object: quillon}": [(2, "VG308", "marlow is a company")],
    "claims:\n- {subject: quillon}": [(2, "VG301", "neither relation nor attribute")],
    "leave_out:\n  claims:\n  - techledger-2025-05-20-marlow-profil#05": [
        (3, "VG901", "is no claim of the market, did you mean techledger-2025-05-20-marlow-profile#05?")
    ],
    "leave_out:\n  sources: [nowhere]": [(2, "VG901", "'nowhere' is no source of the market: write an id of it")],
    "leave_out:\n  sources: [3]": [(2, "VG901", "3 is no source of the market")],
    "claims: [": [(2, "VG004", "not YAML")],
    "claims: &a [*a]": [(1, "VG006", "anchor or alias")],
    "claims:\n- {subject: x, relation: customer-of, object: y}\nleave_out: {claims: [z]}": [
        (2, "VG312", "subject 'x'"),
        (2, "VG312", "object 'y'"),
        (3, "VG901", "'z'"),
    ],
}


@pytest.mark.parametrize("text", WRONG, ids=[text.replace("\n", " / ") or "empty" for text in WRONG])
def test_every_problem_is_one_line_with_its_place(text: str, tmp_path: Path) -> None:
    file = tmp_path / "deal.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Invalid) as error:
        read(file, small())
    found = [(each.line, each.code) for each in error.value.problems]
    assert sorted(found) == sorted((line, code) for line, code, _ in WRONG[text])
    for line, code, words in WRONG[text]:
        assert any(f"deal.yaml:{line}: {code}: " in said and words in said for said in str(error.value).splitlines())


def test_every_rule_of_these_files_is_broken_above() -> None:
    assert {rule.code for rule in RULES} <= {code for problems in WRONG.values() for _, code, _ in problems}


def test_a_file_that_is_no_text_is_refused_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "deal.yaml"
    file.write_bytes(b"claims:\n- \xff")
    with pytest.raises(Invalid, match=r"deal\.yaml:2: VG002"):
        read(file, small())
