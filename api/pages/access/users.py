"""Users: roles, invitations, logins ended, second factor; a secret is shown once."""

from collections.abc import Callable, Iterable

from api.journeys import accounts
from api.journeys.accounts import Invited
from api.journeys.look_at_access import look_at_member, sign_out_member
from api.pages.catalogue import later
from api.pages.names import ROLE_NAMES
from api.pages.page import Page, Visit
from api.pages.sent import Sent, wrong_in
from api.routes.doors import Reply
from api.routes.problems import Refused
from api.security.rights import Right, Role
from api.store.unit import Unit
from domain.finding import Finding

HERE = "/users"
ONE = f"{HERE}/{{id}}"
LOOK, CHANGE = Right.ACCESS_LOOK, Right.ACCESS_CHANGE
ROLES_CHANGED = later("The roles are changed; whoever it is signs in anew.")
DISABLED = later("Nobody comes in with this account any more.")
ENABLED = later("This account may come in again.")
FACTOR_GONE = later("The second factor is forgotten; a new one is set up at the next sign-in.")
OUT = later("All logins of this account have ended.")


def _list(unit: Unit, visit: Visit) -> Reply:
    return _all(unit, visit, Sent())


def _all(
    unit: Unit, visit: Visit, sent: Sent, found: Iterable[Finding] = (), made: str = ""
) -> Reply:
    faults = list(found)
    return visit.show(
        "access/users.html.j2",
        422 if faults else 200,
        members=list(accounts.list_members(unit).values()),
        roles=list(Role),
        sent=sent,
        wrong=wrong_in(visit.language, faults),
        made=made,
        invited=sent("name"),
        changes=visit.who.may(CHANGE),
    )


def _invite(visit: Visit) -> Reply:
    sent = Sent(visit.fields)
    roles = sent.several("roles", _role)
    login, name = sent.text("login"), sent.text("name")
    store, actor, at = visit.house.store, visit.actor, visit.at
    made, found = None, list(sent.faults)
    if not found:
        made, found = accounts.add_member(store, actor, at, login, name, roles, sent("person"))
    with store.read(actor, at) as unit:
        return _all(unit, visit, sent, found, _address(visit, made))


def _one(unit: Unit, visit: Visit) -> Reply:
    return _show(unit, visit, Sent())


def _show(
    unit: Unit, visit: Visit, sent: Sent, found: Iterable[Finding] = (), made: str = ""
) -> Reply:
    member = look_at_member(unit, visit.path["id"])
    if member is None:
        raise Refused(404)
    faults = list(found)
    return visit.show(
        "access/user.html.j2",
        422 if faults else 200,
        member=member,
        roles=list(Role),
        chosen=[str(one) for one in member.roles] if sent.is_new else sent.all("roles"),
        sent=sent,
        wrong=wrong_in(visit.language, faults),
        made=made,
        changes=visit.who.may(CHANGE),
        own=member.account == visit.who.account,
    )


def _change_roles(unit: Unit, visit: Visit) -> Reply:
    sent, one = Sent(visit.fields), visit.path["id"]
    roles = sent.several("roles", _role)
    found = sent.faults or accounts.change_roles(unit, one, roles, sent("person"))
    if found:
        return _show(unit, visit, sent, found)
    return visit.go(f"{HERE}/{one}" if roles else HERE, visit._(ROLES_CHANGED))


def _sign_out(unit: Unit, visit: Visit) -> Reply:
    found = sign_out_member(unit, visit.path["id"])
    return _after(unit, visit, found, OUT)


def _reset(visit: Visit) -> Reply:
    store, actor, at = visit.house.store, visit.actor, visit.at
    made, found = accounts.reset_password(store, actor, at, visit.path["id"])
    with store.read(actor, at) as unit:
        return _show(unit, visit, Sent(), found, _address(visit, made))


def _stepper(step: Callable[[Visit, str], list[Finding]], words: str) -> Callable[[Visit], Reply]:
    def work(visit: Visit) -> Reply:
        found = step(visit, visit.path["id"])
        with visit.house.store.read(visit.actor, visit.at) as unit:
            return _after(unit, visit, found, words)

    return work


def _after(unit: Unit, visit: Visit, found: list[Finding], words: str) -> Reply:
    if any(one.rule == "access.no_member" for one in found):
        raise Refused(404)
    if found:
        return _show(unit, visit, Sent(visit.fields), found)
    return visit.go(f"{HERE}/{visit.path['id']}", visit._(words))


def _disable(visit: Visit, one: str) -> list[Finding]:
    return accounts.disable_account(visit.house.store, visit.actor, visit.at, one)


def _enable(visit: Visit, one: str) -> list[Finding]:
    store, actor, at = visit.house.store, visit.actor, visit.at
    return accounts.disable_account(store, actor, at, one, disabled=False)


def _forget_factor(visit: Visit, one: str) -> list[Finding]:
    return accounts.reset_second_factor(visit.house.store, visit.actor, visit.at, one)


def _address(visit: Visit, made: Invited | None) -> str:
    """Where somebody who is invited chooses a password; told once."""
    if made is None or not made.secret:
        return ""
    return f"{visit.house.settings.public_url.rstrip('/')}/invitation?secret={made.secret}"


def _role(told: str) -> Role | None:
    return next((one for one in ROLE_NAMES if one.value == told), None)


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, LOOK, _list, "Users", "read"),
    Page("POST", HERE, CHANGE, _invite, "Invite somebody", "free"),
    Page("GET", ONE, LOOK, _one, "One user", "read"),
    Page("POST", f"{ONE}/roles", CHANGE, _change_roles, "Change roles", "write"),
    Page("POST", f"{ONE}/out", CHANGE, _sign_out, "End all logins", "write"),
    Page("POST", f"{ONE}/password", CHANGE, _reset, "Take a password away", "free"),
    Page("POST", f"{ONE}/disable", CHANGE, _stepper(_disable, DISABLED), "Let in no more", "free"),
    Page("POST", f"{ONE}/enable", CHANGE, _stepper(_enable, ENABLED), "Let in again", "free"),
    Page("POST", f"{ONE}/second-factor", CHANGE, _stepper(_forget_factor, FACTOR_GONE),
         "Forget a second factor", "free"),
)  # fmt: skip
