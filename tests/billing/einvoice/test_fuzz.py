"""Whatever a file holds, reading and judging it ends in tables and findings, never in an error."""

from random import Random

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings
from lxml import etree

from billing.arithmetic import find_arithmetic
from billing.einvoice import Read, read, validate, write, write_earve
from billing.tables import BILLED, DOCUMENTS, SPLIT, conform
from tests.billing.einvoice.papers import draw_months

MONTH = draw_months(31, 12)
FILES = [*(write(one) for one in MONTH), *(write(one, "earve") for one in MONTH)]
FILES.append(write_earve(MONTH))
NASTY = (
    "",
    " ",
    "-",
    ".",
    "1e308",
    "NaN",
    "INF",
    "-0",
    "+.5",
    "0.00001",
    "9" * 400,
    "1,5",
    "٣",
    "²",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "true",
    "\u200b",
    "=1+1",
    "a=1.00; b=2.00",
    "a=99999999999.00",
    "/",
    "1/0",
    "1/999999999999999999999",
    "S",
    "MIN",
    "130",
    "x" * 5000,
)
MANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def hold(found: Read) -> None:
    """Tables are what their schemas say, and arithmetic can be asked of them."""
    for schema, frame in (
        (DOCUMENTS, found.documents),
        (BILLED, found.billed),
        (SPLIT, found.split),
    ):
        conform(schema, frame)
    assert found.documents["document"].is_unique
    find_arithmetic(found.documents, found.billed)


@given(st.binary(max_size=400))
@MANY
def test_any_bytes(data: bytes) -> None:
    hold(read(data, "x"))


@given(st.sampled_from(FILES), st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6))))
@MANY
def test_files_with_some_bytes_changed(data: bytes, changes: list[tuple[int, bytes]]) -> None:
    for place, put in changes:
        at = place % len(data)
        data = data[:at] + put + data[at + len(put) :]
    hold(read(data, "x"))


@given(st.sampled_from(FILES), st.integers(0, 10**9))
@MANY
def test_documents_with_elements_lost_doubled_moved_and_filled_with_nonsense(
    data: bytes, seed: int
) -> None:
    hold(read(shake(data, Random(seed)), "x"))  # noqa: S311 dice of a test


@given(st.sampled_from(FILES), st.integers(0, 10**9))
@settings(max_examples=40, deadline=None)
def test_the_gate_judges_whatever_comes(data: bytes, seed: int) -> None:
    shaken = shake(data, Random(seed))  # noqa: S311 dice of a test
    assert all(found.rule[0] in "DP" for found in validate(shaken, f"{seed}"))


def shake(data: bytes, dice: Random) -> bytes:
    """A document with one to six faults of form."""
    root = etree.fromstring(data)
    for _ in range(dice.randint(1, 6)):
        nodes = list(root.iter())
        node = dice.choice(nodes)
        parent = node.getparent()
        what = dice.randrange(6)
        if parent is None or what == 0:
            node.text = dice.choice(NASTY)
        elif what == 1:
            parent.remove(node)
        elif what == 2:
            parent.append(etree.fromstring(etree.tostring(node)))
        elif what == 3:
            dice.choice(nodes).append(etree.fromstring(etree.tostring(node)))
        elif what == 4:
            for name in node.attrib:
                node.set(name, dice.choice(NASTY))
        else:
            for leaf in parent:
                leaf.text = dice.choice(NASTY)
    return etree.tostring(root)
