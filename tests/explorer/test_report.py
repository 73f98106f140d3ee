"""The file to send: small, sealed by its own policy, whole without scripts."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from tests.explorer.desks import Read, desk, get
from vendorgraph import __version__
from vendorgraph.analysis.model import LEVELS
from vendorgraph.explorer.address import State
from vendorgraph.explorer.screens import reports

ADDRESS = "/report/google/scale-ai/meta?as-of=2025-06-20"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _inside(text: str, tag: str) -> str:
    found = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", text, re.DOTALL)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_its_policy_allows_what_is_in_it_and_nothing_else(code):
    text = get(f"{ADDRESS}&lang={code}").body.decode()
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', text)
    assert policy is not None
    said = policy[1].replace("&#39;", "'")
    assert _hash(_inside(text, "style")) in said and _hash(_inside(text, "script")) in said
    assert "default-src 'none'" in said and "unsafe" not in said and "connect-src" not in said
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_it_loads_nothing_and_is_not_found_by_search_engines():
    found = Read(get(ADDRESS).body.decode())
    assert [attrs for tag, attrs in found.elements if tag in ("link", "img", "iframe", "object")] == []
    assert not any("src" in attrs for _, attrs in found.elements)
    robots = [attrs for tag, attrs in found.elements if tag == "meta" and attrs.get("name") == "robots"]
    assert robots == [{"name": "robots", "content": "noindex"}]
    assert "url(http" not in get(ADDRESS).body.decode()


def test_it_reads_without_scripts():
    found = Read(get(ADDRESS).body.decode())
    market = desk().market
    for said in (
        "Conflict of interest: Google at Scale AI, with Meta Platforms",
        "not a finding of wrongdoing",
        "Google is a customer of Scale AI (coming to an end)",
        "What would clear it",
        "Evidence",
        "Method",
        market.digest,
        __version__,
        "As of 20 June 2025",
    ):
        assert said in found.text, said
    assert sum(attrs.get("class") == "drawing" for _, attrs in found.elements) == 1
    assert sum(tag == "table" for tag, _ in found.elements) >= 4
    assert "@prefix" in found.text or "PREFIX" in found.text


def test_every_report_of_the_market_is_small_and_well_formed():
    made = 0
    for code in ("en", "ar"):
        state = State(path="/", language=code)
        for lab in desk().labs():
            for conflict in desk().conflicts(state, lab.slug):
                if conflict.level != LEVELS[-1] or made % 25 == 0:
                    page = reports.html(desk(), state, conflict)
                    assert len(page) <= reports.MOST, (conflict.customer, conflict.vendor, conflict.rival)
                    assert Read(page.decode()).faults == []
                made += 1
    assert made > 200


def test_it_is_named_by_path_and_day():
    name = get(ADDRESS).headers["content-disposition"]
    assert name == 'attachment; filename="vendorgraph-google-scale-ai-meta-2025-06-20.html"'


def test_the_same_conflict_gives_the_same_file():
    assert get(ADDRESS).body == get(ADDRESS).body
