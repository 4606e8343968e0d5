"""A provider as rows of the workbook: for every sheet, what stands in each column."""

from collections.abc import Callable, Iterator, Mapping

from api.workbook.column import Sheet
from api.workbook.sheets.workers import SHIFT_KEYS
from domain.people import Absence, Client, Family, Worker
from domain.provider import Provider, PublishedMeeting
from domain.referral import Group, ParallelService, PlanItem, Referral, Used

Row = Mapping[str, object]
"""Column key -> value; a column that is not named is empty."""


def rows_of(provider: Provider, sheet: Sheet) -> Iterator[Row]:
    """The rows of one sheet, in the order of the provider."""
    return ROWS[sheet.key](provider)


def _provider(provider: Provider) -> Iterator[Row]:
    if provider.name or provider.interpreter_minutes:
        minutes = tuple(provider.interpreter_minutes.items())
        yield {"name": provider.name, "interpreter_minutes": minutes or None}


def _worker(worker: Worker) -> Row:
    shifts: dict[str, tuple[int, int]] = {}
    for shift in worker.shifts:
        key = SHIFT_KEYS[shift.weekday]
        if key in shifts:
            message = f"{worker.id} has two shifts on one day; a cell holds one"
            raise ValueError(message)
        shifts[key] = (shift.start, shift.end)
    return {
        **_named(worker, "id name roles contract home gender day_minutes week_minutes week_most"),
        **_named(worker, "guaranteed_minutes week_days caseload reach_minutes"),
        **shifts,
        "trainings": worker.trainings or None,
        "experiences": worker.experiences or None,
        "languages": worker.languages or None,
        "excluded": sorted(worker.excluded) or None,
    }


def _client(client: Client) -> Row:
    return {
        **_named(client, "id name home gender born personal_code asks_gender interpreter"),
        **_named(client, "chosen family"),
        "languages": client.languages or None,
        "themes": sorted(client.themes) or None,
        "refused": sorted(client.refused) or None,
        "confirmed": sorted(client.confirmed) or None,
    }


def _family(family: Family) -> Row:
    return {"id": family.id, "name": family.name, "members": family.members or None}


def _referral(referral: Referral) -> Row:
    closing = referral.closing
    return {
        **_named(referral, "id programme client on first_met planned_on urgent"),
        "status": referral.status or None,
        "municipality": referral.municipality or None,
        "case_manager": referral.case_manager or None,
        "case_manager_free": referral.case_manager_free or None,
        "closing_reason": closing.reason if closing else None,
        "closed_on": closing.on if closing else None,
        "closing_text": closing.text or None if closing else None,
    }


def _extensions(provider: Provider) -> Iterator[Row]:
    return (
        {"referral": referral.id, **_named(extension, "units justification approved_by on")}
        for referral in provider.referrals
        for extension in referral.extensions
    )


def _plan_item(item: PlanItem) -> Row:
    return {
        **_named(item, "id referral component meetings minutes weekdays earliest latest mode"),
        **_named(item, "place liked days_apart workers pinned_worker pinned_start planned"),
    }


def _group(group: Group) -> Row:
    return {
        **_named(group, "id name component theme language place minutes weekdays earliest latest"),
        **_named(group, "leading smallest largest gender"),
        "referrals": group.referrals or None,
    }


def _absence(absence: Absence) -> Row:
    return {**_named(absence, "who first last"), "reason": absence.reason or None}


def _used(used: Used) -> Row:
    return _named(used, "referral component month minutes cents")


def _parallel(service: ParallelService) -> Row:
    return _named(service, "client kind first last")


def _published(meeting: PublishedMeeting) -> Row:
    return {
        **_named(meeting, "day start minutes component client group workers"),
        "keep": meeting.keep or None,
    }


def _named(record: object, names: str) -> dict[str, object]:
    """The fields of a record that are columns under the same name."""
    return {name: getattr(record, name) for name in names.split()}


ROWS: Mapping[str, Callable[[Provider], Iterator[Row]]] = {
    "provider": _provider,
    "workers": lambda provider: map(_worker, provider.workers),
    "clients": lambda provider: map(_client, provider.clients),
    "families": lambda provider: map(_family, provider.families),
    "referrals": lambda provider: map(_referral, provider.referrals),
    "extensions": _extensions,
    "plan": lambda provider: map(_plan_item, provider.plan),
    "groups": lambda provider: map(_group, provider.groups),
    "absences": lambda provider: map(_absence, provider.absences),
    "used": lambda provider: map(_used, provider.used),
    "parallel": lambda provider: map(_parallel, provider.parallel),
    "published": lambda provider: map(_published, provider.published),
}
