"""The suites are read where they lie; a checkout without them says so, and skips these tests alone."""

import pytest

from tests.w3c import suites


@pytest.fixture(autouse=True, scope="session")
def _suites() -> None:
    if suites.folder() is None:
        pytest.skip(f"the W3C suites are not beside the checkout: set {suites.VARIABLE} to their folder")
