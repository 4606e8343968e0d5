"""What a browser finds of a page: what axe says of it, and what it asks for on the way."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Response

THEMES = ("light", "dark")
RULES = {
    "light": {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # What is dark changes nothing but colours.
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}


def find_faults(page: Page, theme: str) -> list[tuple[str, str]]:
    """What keeps somebody from using a page in a theme: the rule, and where."""
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {**RULES[theme], "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [(one["id"], node["html"][:200]) for one in found["violations"] for node in one["nodes"]]


def sizes_of(answers: list[Response]) -> list[int]:
    """Bytes of each answer that came over the wire for a page.

    Events tell of work for as long as it lasts; they are no part of the page. What is taken from
    the browser's own memory has no body on the way.
    """
    asked = [one.request for one in answers if one.request.resource_type != "eventsource"]
    sizes = [one.sizes()["responseBodySize"] for one in asked]
    return [size for size in sizes if size > 0]
