import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from api.exports.roster_html import write_page
from api.exports.roster_rows import view_week
from domain.finding import Finding
from domain.words import LANGUAGES, Language, say
from tests.api.conftest import SmallWeek

MEETINGS = "[...document.querySelectorAll('.ses')].map(e => [e.dataset.need, e.dataset.worker])"
WIDTHS = "[document.documentElement.scrollWidth, window.innerWidth]"
LEVELS = "[...document.querySelectorAll('h1,h2,h3')].map(e => Number(e.tagName[1]))"


def open_page(browser: Browser, week: SmallWeek, width: int) -> tuple[Page, list[str]]:
    errors: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda r: errors.append(r.url) if not r.url.startswith("file:") else None)
    page.goto(week.written.page.as_uri())
    return page, errors


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_page_shows_every_meeting_without_errors_or_sideways_scrolling(
    browser: Browser, small_week: SmallWeek, width: int
) -> None:
    page, errors = open_page(browser, small_week, width)
    wide, screen = page.evaluate(WIDTHS)
    found = {tuple(pair) for pair in page.evaluate(MEETINGS)}
    boxes = page.locator(".ses").count()
    visible = page.locator(".ses:visible").count()
    page.close()
    meetings = small_week.planned.result.roster.meetings
    wanted = {(meeting.need, worker) for meeting in meetings for worker in meeting.workers}
    assert errors == []
    assert wide <= screen
    assert found == wanted
    assert boxes == visible == len(wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_words_of_every_language_fit_a_telephone(
    browser: Browser, small_week: SmallWeek, tmp_path: Path, language: Language
) -> None:
    file = tmp_path / "roster.html"
    file.write_text(
        write_page(small_week.planned, view_week(small_week.planned, language)), "utf-8"
    )
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(file.as_uri())
    wide, screen = page.evaluate(WIDTHS)
    page.close()
    assert wide <= screen == 390


def test_headings_do_not_skip_a_level_and_cells_have_heads(
    browser: Browser, small_week: SmallWeek
) -> None:
    page, _ = open_page(browser, small_week, 1440)
    levels = page.evaluate(LEVELS)
    bare = page.locator("th:not([scope])").count()
    language = page.locator("html").get_attribute("lang")
    page.close()
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert bare == 0
    assert language == "et"


CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = (colour, under) => {
    canvas.fillStyle = `rgb(${under})`; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const behind = (element) => {
    const chain = [];
    for (let e = element; e; e = e.parentElement)
      chain.unshift(getComputedStyle(e).backgroundColor);
    return chain.reduce((under, colour) => rgb(colour, under), [255, 255, 255]);
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.closest('.vh, .skip') || !e.checkVisibility()) continue;
    const under = behind(e), over = rgb(getComputedStyle(e).color, under);
    const [a, b] = [light(under), light(over)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push([e.className, e.textContent.trim().slice(0, 30), ratio]);
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(
    browser: Browser, small_week: SmallWeek, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(small_week.written.page.as_uri())
    faint = page.evaluate(CONTRAST)
    page.close()
    assert faint == []


def test_on_paper_all_reasons_are_unfolded_and_the_page_lies_across(
    browser: Browser, small_week: SmallWeek
) -> None:
    page, _ = open_page(browser, small_week, 1440)
    page.emulate_media(media="print")
    folded = page.locator(".item details:not([open]) .in").count()
    visible = page.locator(".item .in p:visible").count()
    items = page.locator(".item").count()
    size = page.pdf(prefer_css_page_size=True)
    page.close()
    assert folded == items - 1 > 0
    assert visible >= items
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", size)
    assert box is not None
    assert float(box[1]) > float(box[2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_in_every_language(language: Language, small_week: SmallWeek) -> None:
    text = write_page(small_week.planned, view_week(small_week.planned, language))
    assert f'<html lang="{language}">' in text
    assert "<script" not in text
    assert re.findall(r"https?:|url\(|@import|style=", text) == []


def test_a_name_with_marks_of_html_stays_a_name(small_week: SmallWeek) -> None:
    week = small_week.planned
    clients = tuple(replace(one, name="<script>x</script>&") for one in week.provider.clients)
    week = replace(week, provider=replace(week.provider, clients=clients))
    text = write_page(week, view_week(week, "et"))
    assert "<script" not in text
    assert "&lt;script&gt;x&lt;/script&gt;&amp;" in text


def test_the_page_never_names_a_theme(small_week: SmallWeek) -> None:
    texts = [small_week.written.page.read_text("utf-8"), small_week.written.data.read_text("utf-8")]
    themes = {theme for one in small_week.planned.provider.clients for theme in one.themes}
    assert themes
    assert [theme for theme in themes for text in texts if re.search(rf"\b{theme}\b", text)] == []


def test_a_page_says_that_every_rule_is_kept_only_where_it_is(small_week: SmallWeek) -> None:
    kept = say("en", "roster.check_faultless")
    sound = small_week.planned
    held = replace(sound, held_faults=(Finding("worker_free", "W01", {}, 30),))
    pages = [write_page(week, view_week(week, "en")) for week in (sound, held)]
    assert [kept in page for page in pages] == [True, False]
    assert "Rules broken by what has happened already: 1." in pages[1]
