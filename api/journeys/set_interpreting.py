"""What holds for a provider as a whole: minutes of interpreting at hand in a week."""

from collections.abc import Mapping

from api.store.people import INTERPRETING
from api.store.settings_of import read_setting, write_setting
from api.store.unit import Unit
from domain.finding import Finding, Where
from domain.languages import languages

MOST = 7 * 24 * 60


def read_interpreting(unit: Unit) -> tuple[dict[str, int], int]:
    """Minutes by language, and the revision on which a change rests."""
    held = read_setting(unit, INTERPRETING)
    return (dict(held.told), held.revision) if held else ({}, 0)


def set_interpreting(unit: Unit, minutes: Mapping[str, int], revision: int | None) -> list[Finding]:
    """Keep minutes by language; languages without any are left away.

    Findings: ``setting.language``, ``setting.minutes``. ChangedMeanwhileError where another
    revision holds; None: whichever does.
    """
    found = []
    for language, told in minutes.items():
        where = Where("", "", None, f"minutes-{language}", str(told))
        if language not in languages():
            found.append(Finding("setting.language", language, where=where))
        if not 0 <= told <= MOST:
            found.append(Finding("setting.minutes", language, {"most": MOST}, where=where))
    if not found:
        kept = {language: told for language, told in sorted(minutes.items()) if told}
        write_setting(unit, INTERPRETING, kept, revision)
    return found
