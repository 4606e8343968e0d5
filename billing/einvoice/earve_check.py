"""Whether an Estonian e-invoice keeps the form of its standard, element by element.

The schema itself may not be shipped; its facts stand in ``earve_form``. Sums are not judged
here but by ``billing.arithmetic`` and by the reader.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from lxml import etree

from billing.einvoice.desk import MOST_FAULTS, SHOWN, join_words, line_of
from billing.einvoice.earve_form import FORM, VALUES
from billing.kinds import Kind
from domain.finding import Finding, Where

_STEP = re.compile(r"(@?)([A-Za-z][A-Za-z0-9_-]*)(\?|\*|\+|\{2\})?:(\w+)")
MANY = 10**9


@dataclass(frozen=True, slots=True)
class Step:
    """One element (or attribute) of a record."""

    name: str
    holds: str
    least: int
    most: int
    attribute: bool


def check_form(root: etree._Element, file: str = "") -> tuple[Finding, ...]:
    """Every place that breaks the form: D02 with the id ``form.<what>`` and the element.

    What breaks it a thousand times is no e-invoice: nobody reads on.
    """
    return tuple(islice(_record(root, "E_Invoice", file), MOST_FAULTS))


@cache
def steps_of(record: str) -> tuple[Step, ...]:
    """The elements of a record in their order."""
    found = []
    for word in FORM[record].split():
        told = _STEP.fullmatch(word)
        if told is None:
            message = f"{record}: {word!r} is no element of a form"
            raise ValueError(message)
        least, most = {"?": (0, 1), "*": (0, MANY), "+": (1, MANY), "{2}": (1, 2)}.get(
            told[3], (1, 1)
        )
        found.append(Step(told[2], told[4], least, most, bool(told[1])))
    return tuple(found)


@cache
def _look(kind: str) -> re.Pattern[str]:
    """What a kind of value looks like."""
    if kind in VALUES:
        return re.compile(VALUES[kind])
    return re.compile(rf"[\s\S]{{0,{int(kind.removeprefix('t'))}}}")


def _record(node: etree._Element, record: str, file: str) -> Iterator[Finding]:
    steps = steps_of(record)
    for step in (step for step in steps if step.attribute):
        told = node.get(step.name)
        if told is None:
            if step.least:
                yield _broken("missing", node, step.name, file)
        elif not _look(step.holds).fullmatch(told):
            yield _broken(step.holds, node, step.name, file, told)
    order = {step.name: place for place, step in enumerate(steps) if not step.attribute}
    counts = dict.fromkeys(order, 0)
    reached = 0
    for child in node:
        name = str(child.tag)
        place = order.get(name, -1)
        if place < 0:
            yield _broken("unknown", child, name, file)
            continue
        if place < reached:
            yield _broken("order", child, name, file)
        reached = max(reached, place)
        counts[name] += 1
        yield from _held(child, steps[place].holds, file)
    for step in (step for step in steps if not step.attribute):
        if not step.least <= counts[step.name] <= step.most:
            what = "missing" if counts[step.name] < step.least else "repeated"
            yield _broken(what, node, step.name, file)


def _held(node: etree._Element, holds: str, file: str) -> Iterator[Finding]:
    if holds in FORM:
        yield from _record(node, holds, file)
    elif not _look(holds).fullmatch(node.text or "") or (len(node) and holds != "any"):
        yield _broken(holds, node, str(node.tag), file, node.text or "")


def _broken(what: str, node: etree._Element, name: str, file: str, value: str = "") -> Finding:
    shown = join_words(value)[:SHOWN]
    where = Where(file, row=line_of(node) or None, column=name, value=shown)
    facts = {"id": f"form.{what}", "text": name}
    return Finding(Kind.D02.value, file, facts, where=where)
