"""Explanations: numbered steps, dates, speakers and hedges kept, denials beside what they deny, in two languages."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec
import pytest

from tests.markets import bundled, market
from vendorgraph import explain, pipeline, wording
from vendorgraph.analysis.conflicts import all_conflicts, conflicts
from vendorgraph.analysis.model import Conflict
from vendorgraph.dispositions import beside
from vendorgraph.explain import Explanation, text
from vendorgraph.explain.evidence import line, sides
from vendorgraph.explain.words import words
from vendorgraph.model import Disposition, Market
from vendorgraph.relations.resolve import resolve
from vendorgraph.whatif import laid_over, supposed
from vendorgraph.wording import LANGUAGES, Voice

DAY = date(2025, 6, 20)
ARABIC = re.compile("[\u0600-\u06ff]")
ROLES = {"vendor": ["data-vendor"], "lab": ["ai-lab"]}
BASE: tuple[dict[str, Any], ...] = (
    {"subject": "lab", "relation": "customer-of", "object": "vendor", "status": "ending", "published": "2025-06-13",
     "publisher": "The Wire", "relays": ["The Agency"], "attributed_to": "five people", "note": "Plans to leave"},
    {"subject": "lab", "relation": "competitor-of", "object": "rival", "published": "2025-05"},
    {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "share": 0.49, "voting": False,
     "from": "2025-06-12", "published": "2025-06-13", "published_estimated": True},
)  # fmt: skip


def made(*more: dict[str, Any]) -> Market:
    told = [dict(claim) for claim in (*BASE, *more)]
    estimated = [claim.pop("published_estimated", False) for claim in told]
    whole = market(*told, entities={"ann": "person"}, roles=ROLES)
    sources = {
        id: msgspec.structs.replace(source, published_estimated=guess)
        for (id, source), guess in zip(whole.sources.items(), estimated, strict=True)
    }
    return msgspec.structs.replace(whole, sources=sources)


def first(whole: Market) -> Conflict:
    return conflicts(whole, resolve(whole, DAY, DAY), "lab")[0]


def explained(whole: Market, code: str = "en") -> Explanation:
    return explain.of(wording.voice(whole, code), first(whole), DAY)


def lines_of(found: Explanation) -> list[str]:
    steps = [step for part in found.parts for step in part.steps]
    return [each for step in steps for side in step.sides for each in side.lines]


def voice(whole: Market, code: str = "en") -> Voice:
    return wording.voice(whole, code)


def test_the_steps_are_numbered_in_the_order_of_reading_with_dates_and_what_they_rest_on() -> None:
    found = explained(made())
    assert found.title == "Lab at Vendor, with Rival"
    assert [part.title for part in found.parts] == [
        "How the data of Lab reach Vendor",
        "How Rival reaches Vendor",
        "Why they are rivals",
    ]
    assert [(s.number, s.statement, s.basis) for part in found.parts for s in part.steps] == [
        (1, "Lab is a customer of Vendor (coming to an end)", "grade B, 1 independent origin, rule R5"),
        (2, "Rival holds 49 % of Vendor (without votes), since 12 June 2025", "grade B, 1 independent origin, rule R3"),
        (3, "Lab competes with Rival", "grade B, 1 independent origin, rule R3"),
    ]


def test_the_lead_says_what_it_is_and_how_it_stands() -> None:
    lead = explained(made()).lead
    assert lead[0] == "Lab buys from Vendor and competes with Rival. Rival holds 49 % of Vendor (without votes)."
    assert lead[1] == "Level high; verdict established; timing concurrent."
    assert lead[3] == "Both hold on 20 June 2025: what Lab hands to Vendor, and the tie of Rival."
    assert lead[4] == "Exposure and tie overlap from 12 June 2025 on."
    assert lead[-1].startswith("Weakest step: Lab ")


def test_each_line_says_who_said_so_when_on_whose_word_and_in_which_words() -> None:
    said = lines_of(explained(made()))
    assert said == [
        "The Wire (relaying The Agency) reported on 13 June 2025, citing five people (status: ending). In the words of "
        "the record: Plans to leave [source-1#01]",
        "Source-3 reported on 13 June 2025 (date estimated) (share: 49 %; votes: without votes; since: 12 June 2025) "
        "[source-3#03]",
        "Source-2 reported in May 2025 [source-2#02]",
    ]


@pytest.mark.parametrize(
    ("claim", "source", "said"),
    [
        ({"certainty": "official"}, {"kind": "company-statement"}, "S said officially on 1 June 2025"),
        (
            {"certainty": "official", "attributed_to": "its CEO"},
            {"kind": "filing"},
            "Its CEO said officially on 1 June",
        ),
        (
            {"certainty": "official", "attributed_to": "its CEO"},
            {},
            "S reported on 1 June 2025, on the official word of its CEO",
        ),
        ({"certainty": "rumoured"}, {}, "S passed on a rumour on 1 June 2025"),
        (
            {"certainty": "rumoured", "attributed_to": "a post"},
            {},
            "S passed on a rumour on 1 June 2025, citing a post",
        ),
        ({"polarity": "denies"}, {}, "S reported a denial on 1 June 2025"),
        (
            {"polarity": "denies", "certainty": "official"},
            {"kind": "company-statement"},
            "S denied officially on 1 June 2025",
        ),
        (
            {"relation": "holds-stake-in", "share": 0.14, "approx": "about"},
            {},
            "S reported on 1 June 2025 (share: about 14 %)",
        ),
        (
            {"relation": "holds-stake-in", "share": 0.5, "approx": "over"},
            {},
            "S reported on 1 June 2025 (share: over 50 %)",
        ),
        ({}, {"published": None}, "S reported without a date"),
        ({}, {"publisher": None, "title": "A page"}, "“A page” reported on 1 June 2025"),
    ],
)
def test_hedges_are_kept(claim: dict[str, Any], source: dict[str, Any], said: str) -> None:
    about = {"subject": "lab", "relation": "customer-of", "object": "vendor", "source": "s", "published": "2025-06-01"}
    whole = market({**about, **claim})
    [told] = whole.claims.values()
    changed = msgspec.structs.replace(whole.sources["s"], **{"publisher": "S", **source})
    whole = msgspec.structs.replace(whole, sources={"s": changed})
    assert line(voice(whole), told).startswith(said)


def test_denials_and_other_words_stand_beside_what_they_speak_of() -> None:
    denied = {"subject": "rival", "relation": "holds-stake-in", "object": "vendor", "polarity": "denies",
              "certainty": "rumoured", "published": "2025-06-14"}  # fmt: skip
    stays = {"subject": "lab", "relation": "customer-of", "object": "vendor", "status": "current",
             "published": "2025-06-12", "reliability": "low"}  # fmt: skip
    found = explained(made(denied, stays))
    steps = [step for part in found.parts for step in part.steps]
    assert [side.heading for side in steps[0].sides] == [None, "Said otherwise:"]
    assert "(status: current)" in steps[0].sides[1].lines[0]
    assert [side.heading for side in steps[1].sides] == [None, "Denied:"]
    assert steps[1].sides[1].lines[0].startswith("Source-4 passed on a rumoured denial on 14 June 2025")


def test_only_the_weightiest_claims_are_written_out_and_the_rest_are_counted() -> None:
    again = [{**BASE[0], "publisher": f"Paper {n}", "relays": [], "source": f"paper-{n}"} for n in range(5)]
    whole = made(*again)
    [hop] = first(whole).exposure.path
    [support] = sides(voice(whole), hop)
    assert len(support.lines) == 4 and support.lines[-1] == "further: 3 claims"
    [everything] = sides(voice(whole), hop, most=10)
    assert len(everything.lines) == 6 and not everything.lines[-1].startswith("further")


def test_what_is_missing_and_what_would_clear_it_are_listed() -> None:
    whole = made()
    weak = msgspec.structs.replace(whole.sources["source-2"], reliability="low")
    found = explained(msgspec.structs.replace(whole, sources={**whole.sources, "source-2": weak}))
    told = {points.title: points.lines for points in found.points}
    assert told["What is missing"] == ("A better source for this (grade C): Lab competes with Rival",)
    assert "It would clear the conflict if it were wrong that Lab competes with Rival." in told["What would clear it"]


def test_an_exposure_of_which_nothing_newer_is_heard_says_so() -> None:
    stale = {**BASE[0], "status": "current", "published": "2023-01-01", "source": "source-0"}
    others = [{key: value for key, value in claim.items() if key != "published_estimated"} for claim in BASE[1:]]
    found = explained(market(stale, *others, roles=ROLES))
    assert "That it still buys rests on the last word of it: nothing newer confirms it." in found.lead[3]
    told = {points.title: points.lines for points in found.points}
    assert told["What is missing"] == ("Whether it is still so: Lab is a customer of Vendor",)


def test_a_disposition_is_told_as_the_readers_and_an_expired_one_as_expired() -> None:
    whole = made()
    about = {"customer": "lab", "vendor": "vendor", "rival": "rival"}
    decided = Disposition(**about, decision="accepted", reason="No data", by="Us", until="2025-06")
    [conflict] = beside([first(whole)], {decided.about: decided})
    said = explain.of(voice(whole), conflict, DAY).lead[-1]
    assert said == (
        "Disposition, by the reader and no part of the verdict: accepted by Us until June 2025. Reason: No data"
    )
    later = explain.of(voice(whole), conflict, date(2025, 7, 1)).lead[-1]
    assert later == f"{said} It has expired."


def test_what_is_supposed_is_never_told_as_said() -> None:
    whole = made()
    [claim] = (c for c in whole.claims.values() if c.relation == "holds-stake-in")
    laid = laid_over(whole, supposed(whole, [msgspec.structs.replace(claim, share=0.6)]), DAY)
    said = [each for each in lines_of(explained(laid)) if "[what-if#01]" in each]
    assert len(said) == 1 and said[0].startswith("Supposed here, and said by nobody (share: 60 %")


def test_incidents_are_no_part_of_it() -> None:
    told = {"subject": "vendor", "attribute": "security-incident", "text": "A bucket stood open", "date": "2025-05"}
    found = explained(made({**told, "published": "2025-06-01"}))
    points = {each.title: each.lines for each in found.points}
    assert points["Security incidents at Vendor, shown beside the conflict and no part of it"] == (
        "May 2025, A bucket stood open (source-4)",
    )


def test_texts_cannot_act() -> None:
    nasty = {**BASE[0], "note": "<script>alert(1)</script> [x](javascript:y) *b*\x1b[31m\u202e"}
    whole = market(nasty, BASE[1], {k: v for k, v in BASE[2].items() if k != "published_estimated"}, roles=ROLES)
    found = explained(whole)
    plain, marked = text.plain([found]), text.markdown(found)
    assert "\x1b" not in plain + marked and "\u202e" not in plain + marked
    assert "<script>" in plain and r"\<script\>" in marked and r"\[x\](javascript:y) \*b\*" in marked


def test_plain_and_markdown_differ_in_marks_alone() -> None:
    found = explained(made())
    plain, marked = text.plain([found]), text.markdown(found, 2)
    assert marked.startswith("## Lab at Vendor, with Rival\n\n")
    assert "### How Rival reaches Vendor\n\n2. Rival holds" in marked
    assert plain.startswith("Lab at Vendor, with Rival\n\n") and "\nHow Rival reaches Vendor\n\n2. Rival holds" in plain
    assert "   - The Wire" in plain and "   - The Wire" in marked


@cache
def everything() -> list[tuple[date, Conflict]]:
    days = (date(2025, 6, 14), DAY, date(2026, 11, 22))
    return [(day, each) for day in days for each in all_conflicts(bundled(), pipeline.relations(bundled(), day))]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_conflict_of_the_bundled_market_is_explained(code: str) -> None:
    whole = bundled()
    speaks = voice(whole, code)
    assert len(everything()) > 200
    for day, conflict in everything():
        found = explain.of(speaks, conflict, day)
        numbers = [step.number for part in found.parts for step in part.steps]
        assert numbers == list(range(1, len(numbers) + 1)) and numbers
        assert all(step.sides for part in found.parts for step in part.steps)
        assert all(each.lines for each in found.points)
        written = text.plain([found])
        assert "{" not in written and "None" not in written
        for id in re.findall(r"\[([a-z0-9-]+#\d+)\]", written):
            assert id in whole.claims


def test_arabic_leaves_only_names_and_the_words_of_the_records_as_they_are() -> None:
    small = pipeline.read((Path(__file__).parents[1] / "data" / "small",))
    found = conflicts(small, resolve(small, date(2025, 12, 31), date(2026, 6, 30)), "halcyon")
    assert len(found) > 2
    for conflict in found:
        told = explain.of(voice(small, "ar"), conflict, date(2025, 12, 31))
        texts = [told.title, *told.lead, *(p.title for p in told.parts), *(p.title for p in told.points)]
        assert all(ARABIC.search(each) for each in texts)
        names = {each.name for each in small.entities.values()} | {"Director", "Board observer", "R"}
        for each in (*told.lead, *(step.basis for part in told.parts for step in part.steps)):
            left = each
            for name in sorted(names, key=len, reverse=True):
                left = left.replace(name, "")
            assert not re.search("[A-Za-z]{2,}", left), each


def test_the_tables_of_words_have_the_same_keys_and_fill_in_the_same_values() -> None:
    tables = [msgspec.to_builtins(words(code)) for code in LANGUAGES]

    def fields(pattern: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(pattern) if name}

    english, arabic = tables
    assert {part: set(table) for part, table in english.items()} == {part: set(table) for part, table in arabic.items()}
    assert sum(map(len, english.values())) > 60
    for part, table in english.items():
        for key, pattern in table.items():
            if key != "rivalry":  # Arabic needs no names there
                assert fields(pattern) >= fields(arabic[part][key]), key


def _bundled(day: date, customer: str, vendor: str, rival: str) -> Explanation:
    return next(
        explain.of(voice(bundled()), each, as_of)
        for as_of, each in everything()
        if as_of == day and (each.customer, each.vendor, each.rival) == (customer, vendor, rival)
    )


def test_another_tie_of_several_steps_says_who_says_which() -> None:
    found = _bundled(date(2026, 11, 22), "anthropic", "scale-ai", "meta")
    (told,) = (line for points in found.points for line in points.lines if "Nat Friedman, at Meta" in line)
    assert "Nat Friedman invested in Scale AI: Moskara)" in told  # and nobody else says so
    assert "Co-lead of Meta Superintelligence Labs" in told.partition(",")[2]  # the post that is borne out best


def test_an_old_step_says_when_it_was_last_said_and_a_new_one_does_not() -> None:
    found = {step.number: step.statement for part in _bundled(date(2026, 11, 22), "anthropic", "scale-ai", "meta").parts
             for step in part.steps}  # fmt: skip
    assert any("sits on the board of Scale AI, last said in July 2025" in each for each in found.values())
    assert not any("last said" in step.statement for part in explained(made()).parts for step in part.steps)
