"""``tugiplaan keys``: the master key, from the machine itself."""

from collections.abc import Callable

from api.cli.options import AsJson, Speak, right_now
from api.cli.screen import Screen
from api.journeys.found_house import COMMAND
from api.journeys.replace_key import replace_key
from api.settings import Settings


def replace(*, language: Speak = "et", as_json: AsJson = False) -> None:
    """Replace the master key; stop the service first, and make a backup afterwards.

    Every key of the house is wrapped anew in one step. Whoever is stopped on the way runs it again.
    The old key is kept beside the new one: it alone opens the backups that were made before.
    """
    screen = Screen(language, as_json)
    replaced, findings = replace_key(Settings(), COMMAND, right_now())
    if replaced is None:
        screen.refuse(findings)
    screen.say("keys_replaced", number=replaced.number, old=replaced.old)
    if as_json:
        screen.give({"ok": True, "number": replaced.number, "old": str(replaced.old)})


KEYS: tuple[tuple[str, Callable[..., None]], ...] = (("replace", replace),)
