"""Peppol's rules as a package of their own tells them: an oracle for the tests."""

from importlib import import_module
from typing import Any

_peppol: Any = import_module("mockeinvoice")


def judge(data: bytes) -> tuple[str, list[str]]:
    """The verdict on a UBL document, and the rules it breaks."""
    _, report = _peppol.validate(data)
    return report.verdict, [f"{found.code}: {found.text}" for found in report.failures]
