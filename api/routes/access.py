"""People of a provider and what they may, keys of programs, addresses of calendars."""

from api.journeys import accounts, keys_and_feeds
from api.journeys.accounts import Invited
from api.journeys.look_at_access import sign_out_member
from api.routes.access_models import (
    DisabledAsked,
    FeedAsked,
    Feeds,
    FeedTold,
    InvitedTold,
    KeyAsked,
    Keys,
    KeyTold,
    MemberAsked,
    Members,
    MemberTold,
    RolesAsked,
)
from api.routes.doors import Ask, Door, Reply, answer
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.api_keys import ApiKey
from api.store.feeds import Feed
from api.store.unit import Unit
from domain.finding import Finding

HERE = "/api/v1"
ABSENT = frozenset({"access.no_member", "key.unknown", "feed.unknown"})


def _members(unit: Unit, _ask: Ask) -> Reply:
    found = accounts.list_members(unit).values()
    items = [
        MemberTold(
            account=one.account,
            login=one.login,
            name=one.name,
            roles=sorted(one.roles),
            person=one.person,
            disabled=one.disabled,
            second_factor=one.second_factor,
            since=one.since,
        )
        for one in found
    ]
    return answer(Members(items=items))


def _add(ask: Ask) -> Reply:
    told = ask.body
    store, actor, at = ask.house.store, ask.actor, ask.at
    return _invited(
        *accounts.add_member(store, actor, at, told.login, told.name, told.roles, told.person), 201
    )


def _roles(unit: Unit, ask: Ask) -> Reply:
    told = ask.body
    _refuse(accounts.change_roles(unit, ask.path["id"], told.roles, told.person))
    return Reply(204)


def _disable(ask: Ask) -> Reply:
    store, actor, at = ask.house.store, ask.actor, ask.at
    one, disabled = ask.path["id"], ask.body.disabled
    _refuse(accounts.disable_account(store, actor, at, one, disabled=disabled))
    return Reply(204)


def _sign_out(unit: Unit, ask: Ask) -> Reply:
    _refuse(sign_out_member(unit, ask.path["id"]))
    return Reply(204)


def _reset_password(ask: Ask) -> Reply:
    store, actor, at = ask.house.store, ask.actor, ask.at
    return _invited(*accounts.reset_password(store, actor, at, ask.path["id"]), 200)


def _reset_factor(ask: Ask) -> Reply:
    store, actor, at = ask.house.store, ask.actor, ask.at
    _refuse(accounts.reset_second_factor(store, actor, at, ask.path["id"]))
    return Reply(204)


def _invited(invited: Invited | None, found: list[Finding], status: int) -> Reply:
    _refuse(found)
    if invited is None:
        raise Refused(404)
    return answer(InvitedTold(account=invited.account, secret=invited.secret), status)


def _keys(unit: Unit, _ask: Ask) -> Reply:
    return answer(Keys(items=[_key(one) for one in keys_and_feeds.list_keys(unit)]))


def _make_key(unit: Unit, ask: Ask) -> Reply:
    told = ask.body
    made, found = keys_and_feeds.make_key(unit, told.name, told.scopes, told.ends)
    if made is None:
        raise Refused(422, "faults", found)
    return answer(_key(made.key, made.secret), 201)


def _revoke_key(unit: Unit, ask: Ask) -> Reply:
    _refuse(keys_and_feeds.revoke_key(unit, ask.path["id"]))
    return Reply(204)


def _feeds(unit: Unit, _ask: Ask) -> Reply:
    found = keys_and_feeds.list_feeds(unit)
    return answer(Feeds(items=[_feed(one) for one in found]))


def _make_feed(unit: Unit, ask: Ask) -> Reply:
    return _made(unit, ask, ask.body.worker)


def _own_feeds(unit: Unit, ask: Ask) -> Reply:
    found = keys_and_feeds.list_feeds(unit, ask.who.person)
    return answer(Feeds(items=[_feed(one) for one in found]))


def _make_own_feed(unit: Unit, ask: Ask) -> Reply:
    return _made(unit, ask, ask.who.person)


def _revoke_feed(unit: Unit, ask: Ask) -> Reply:
    _refuse(keys_and_feeds.revoke_feed(unit, ask.path["worker"], ask.path["id"]))
    return Reply(204)


def _revoke_own_feed(unit: Unit, ask: Ask) -> Reply:
    _refuse(keys_and_feeds.revoke_feed(unit, ask.who.person, ask.path["id"]))
    return Reply(204)


def _made(unit: Unit, ask: Ask, worker: str) -> Reply:
    made, found = keys_and_feeds.make_feed(unit, worker)
    if made is None:
        raise Refused(422, "faults", found)
    settings = ask.house.settings
    named = made.secret if settings.calendar_addresses == "secret" else made.feed.id
    address = f"{settings.public_url.rstrip('/')}/calendars/{named}.ics"
    return answer(_feed(made.feed, made.secret, address), 201)


def _key(key: ApiKey, secret: str = "") -> KeyTold:
    return KeyTold(
        id=key.id,
        name=key.name,
        scopes=sorted(key.scopes),
        by=key.by,
        created=key.created,
        ends=key.ends,
        revoked=key.revoked,
        secret=secret,
    )


def _feed(feed: Feed, secret: str = "", address: str = "") -> FeedTold:
    return FeedTold(
        id=feed.id,
        worker=feed.worker,
        created=feed.created,
        revoked=feed.revoked,
        secret=secret,
        address=address,
    )


def _refuse(found: list[Finding]) -> None:
    """Refused: 404 for what is not there, 422 for anything else."""
    if any(one.rule in ABSENT for one in found):
        raise Refused(404)
    if found:
        raise Refused(422, "faults", found)


_LOOK, _CHANGE, _OWN = Right.ACCESS_LOOK, Right.ACCESS_CHANGE, Right.CALENDAR_OWN
DOORS: tuple[Door, ...] = (
    Door("GET", f"{HERE}/accounts", _LOOK, _members, "Everybody of the provider", "read",
         gives=Members),
    Door("POST", f"{HERE}/accounts", _CHANGE, _add, "Let somebody in", "free", gives=InvitedTold,
         status=201, takes=MemberAsked, forgets=("secret",), also=(404,)),
    Door("PUT", f"{HERE}/accounts/{{id}}/roles", _CHANGE, _roles, "Change what somebody may",
         "write", status=204, takes=RolesAsked),
    Door("PUT", f"{HERE}/accounts/{{id}}/disabled", _CHANGE, _disable, "Let in no more, or again",
         "free", status=204, takes=DisabledAsked),
    Door("DELETE", f"{HERE}/accounts/{{id}}/logins", _CHANGE, _sign_out, "End all logins", "write",
         status=204),
    Door("POST", f"{HERE}/accounts/{{id}}/password", _CHANGE, _reset_password,
         "Take a password away and invite", "free", gives=InvitedTold, forgets=("secret",)),
    Door("DELETE", f"{HERE}/accounts/{{id}}/second-factor", _CHANGE, _reset_factor,
         "Forget a second factor", "free", status=204),
    Door("GET", f"{HERE}/keys", _LOOK, _keys, "Keys of programs", "read", gives=Keys),
    Door("POST", f"{HERE}/keys", _CHANGE, _make_key, "Make a key", "write", gives=KeyTold,
         status=201, takes=KeyAsked, forgets=("secret",)),
    Door("DELETE", f"{HERE}/keys/{{id}}", _CHANGE, _revoke_key, "Revoke a key", "write",
         status=204),
    Door("GET", f"{HERE}/calendars", _LOOK, _feeds, "Addresses of calendars", "read", gives=Feeds),
    Door("POST", f"{HERE}/calendars", _CHANGE, _make_feed, "Make an address", "write",
         gives=FeedTold, status=201, takes=FeedAsked, forgets=("secret", "address")),
    Door("DELETE", f"{HERE}/calendars/{{worker}}/{{id}}", _CHANGE, _revoke_feed,
         "Revoke an address", "write", status=204),
    Door("GET", f"{HERE}/me/calendars", _OWN, _own_feeds, "One's own addresses", "read",
         gives=Feeds),
    Door("POST", f"{HERE}/me/calendars", _OWN, _make_own_feed, "Make an address for oneself",
         "write", gives=FeedTold, status=201, forgets=("secret", "address")),
    Door("DELETE", f"{HERE}/me/calendars/{{id}}", _OWN, _revoke_own_feed,
         "Revoke one's own address", "write", status=204),
)  # fmt: skip
