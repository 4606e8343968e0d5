"""The browser that tests borrow is real."""

from pathlib import Path

from playwright.sync_api import Browser

PAGE = """<!doctype html><html lang="et"><meta charset="utf-8"><title>Nädal</title>
<style>td { width: 120px; padding: 0 }</style>
<table style="border-spacing: 0"><tr><td>Õie</td><td>Ülo</td></tr></table>
<script>
const cells = document.querySelectorAll("td").length;
document.querySelector("table").dataset.cells = cells;
</script>
</html>"""


def test_browser_renders_a_local_page(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "nädal.html"
    file.write_text(PAGE, encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    table = page.locator("table")
    box = table.bounding_box()
    page.close()
    assert box is not None
    assert box["width"] == 240


def test_browser_runs_the_script_of_a_page(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "nädal.html"
    file.write_text(PAGE, encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    cells = page.locator("table").get_attribute("data-cells")
    texts = page.locator("td").all_inner_texts()
    title = page.title()
    page.close()
    assert (title, cells, texts) == ("Nädal", "2", ["Õie", "Ülo"])
