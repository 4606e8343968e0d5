"""Sheets for workers: some at a time, one alone, or all of them to be printed."""

import re

import pytest

from api.security.rights import Role
from tests.api.pages.conftest import Served
from tests.api.pages.shown import HERE

SHEET = re.compile(r'<section class="pan sheet" aria-labelledby="s-([^"]+)"')


def test_sheets_come_some_at_a_time_and_each_once(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = served.client(Role.AUDITOR)
    whole = SHEET.findall(client.get(f"{HERE}/sheets").text)
    assert len(whole) > 3
    monkeypatch.setattr("api.pages.weeks.files.ROWS", 2)
    turned: list[str] = []
    link = f"{HERE}/sheets"
    while link:
        page = client.get(link).text
        found = SHEET.findall(page)
        assert 1 <= len(found) <= 2
        turned += found
        after = re.search(r'href="([^"]+)" rel="next"', page)
        link = after[1].replace("&amp;", "&") if after else ""
    assert turned == whole
    assert SHEET.findall(client.get(f"{HERE}/sheets?all=true").text) == whole
    assert SHEET.findall(client.get(f"{HERE}/sheets?worker={whole[-1]}").text) == whole[-1:]
    assert client.get(f"{HERE}/sheets?worker=W99").status_code == 404
