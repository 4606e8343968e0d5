"""What must hold between cells: one file a family, all of them in one tuple."""

from collections.abc import Callable, Iterator

from api.imports.book import Book
from api.imports.checks.days import days_in_order, extensions_after_referral
from api.imports.checks.groups import groups_fit
from api.imports.checks.identity import ids_are_unique, one_provider, references_are_known
from api.imports.checks.meetings import lengths_are_usual, plan_fits, windows_are_open
from api.imports.checks.people import choices_agree, codes_agree, families_agree, themes_are_given
from api.imports.checks.published import published_agrees
from api.imports.checks.referrals import closings_are_whole, referrals_fit, used_fits
from domain.finding import Finding

CHECKS: tuple[Callable[[Book], Iterator[Finding]], ...] = (
    one_provider,
    ids_are_unique,
    references_are_known,
    codes_agree,
    choices_agree,
    families_agree,
    themes_are_given,
    days_in_order,
    extensions_after_referral,
    referrals_fit,
    closings_are_whole,
    used_fits,
    windows_are_open,
    lengths_are_usual,
    plan_fits,
    groups_fit,
    published_agrees,
)
