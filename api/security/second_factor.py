"""The second factor: a code of six figures that a telephone shows, new every 30 seconds (RFC 6238).

A code of the step before and after is taken too, for clocks differ; a step never serves twice.
"""

from datetime import datetime

import pyotp

ISSUER = "tugiplaan"
STEPS_ASIDE = 1
FIGURES = 6


def new_shared_secret() -> str:
    """A secret for a telephone and the house, 160 bits in base 32."""
    return pyotp.random_base32()


def address_for_telephone(secret: str, login: str) -> str:
    """What a telephone reads from a picture (``otpauth://``)."""
    return pyotp.TOTP(secret, issuer=ISSUER, name=login).provisioning_uri()


def step_of_code(secret: str, code: str, at: datetime, last: int) -> int | None:
    """The time step whose code this is, later than ``last``; None where there is none."""
    figures = "".join(code.split())
    if len(figures) != FIGURES or not (figures.isascii() and figures.isdigit()):
        return None
    totp = pyotp.TOTP(secret)
    now = totp.timecode(at)
    for step in range(now - STEPS_ASIDE, now + STEPS_ASIDE + 1):
        right = pyotp.utils.strings_equal(figures, totp.generate_otp(step))
        if right and step > last:
            return step
    return None
