"""A picture that a telephone reads: an address as a QR code."""

import segno
from markupsafe import Markup

LIGHT, DARK = "#fff", "#000"
"""Black on white in dark pages too: telephones read it so."""
QUIET = 4
"""Modules of white around it, as the standard asks."""


def draw_qr(told: str) -> Markup:
    """A text of letters and figures as an SVG without a name: what stands beside it names it."""
    drawn = segno.make(told, error="m", micro=False).svg_inline(
        border=QUIET, dark=DARK, light=LIGHT, omitsize=True, svgclass="qr", lineclass=None
    )
    # The library writes modules alone: nothing of the text stands in it as text.
    return Markup(drawn)  # noqa: S704
