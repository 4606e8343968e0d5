"""Money in columns: whole cents without the sign of the euro, which stands in the head."""

from domain.words import Language, write_euros

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"


def write_cents(language: Language, cents: int) -> str:
    """Such as 48 312,50; less than nothing with a minus."""
    euros, rest = divmod(abs(cents), 100)
    told = f"{euros:,}.{rest:02}"
    if language != "en":
        told = told.replace(",", SPACE).replace(".", ",")
    return f"{MINUS}{told}" if cents < 0 else told


def write_difference(language: Language, cents: int) -> str:
    """With its sign, whichever it is."""
    told = write_cents(language, cents)
    return f"+{told}" if cents > 0 else told


def write_signed_euros(language: Language, cents: int) -> str:
    """With its sign and that of the euro, for a sum that stands by itself."""
    sign = "+" if cents > 0 else MINUS if cents < 0 else ""
    return f"{sign}{write_euros(language, abs(cents))}"
