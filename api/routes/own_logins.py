"""One's own logins and codes for emergencies: a browser's own affairs, after coming in."""

from api.journeys import own_logins
from api.routes.doors import Ask, Door, Reply, answer
from api.routes.problems import Refused
from api.routes.sign_in import HERE, OWN, own_cookie, refused
from api.routes.sign_in_models import Logins, LoginTold, ProofAsked, RecoveryCodes

OFF = "login.unknown"


def _list(ask: Ask) -> Reply:
    found, findings = own_logins.list_logins(ask.house.store, ask.at, own_cookie(ask))
    if found is None:
        raise refused(findings)
    items = [
        LoginTold(
            id=one.id,
            way=one.way,
            created=one.created,
            seen=one.seen,
            ends=one.ends,
            here=one.id == found.here,
        )
        for one in found.browsers
    ]
    return answer(Logins(items=items, recovery_codes_left=found.codes_left))


def _end(ask: Ask) -> Reply:
    findings = own_logins.end_one_login(
        ask.house.store, ask.at, own_cookie(ask), ask.path["id"], ask.body.proof, ask.address
    )
    if any(one.rule == OFF for one in findings):
        raise Refused(404)
    if findings:
        raise refused(findings)
    return Reply(204)


def _make_codes(ask: Ask) -> Reply:
    made, findings = own_logins.make_recovery_codes(
        ask.house.store, ask.at, own_cookie(ask), ask.body.proof, ask.address
    )
    if made is None:
        raise refused(findings)
    return answer(RecoveryCodes(codes=list(made.codes)))


_IN = (401, 403)
DOORS: tuple[Door, ...] = (
    Door("GET", f"{HERE}/me/logins", OWN, _list, "Where one is in", "free", gives=Logins, also=_IN),
    Door("POST", f"{HERE}/me/logins/{{id}}/end", OWN, _end, "End one of one's logins", "free",
         status=204, takes=ProofAsked, keyed=False, also=(*_IN, 404)),
    Door("POST", f"{HERE}/me/recovery-codes", OWN, _make_codes, "Make codes for emergencies",
         "free", gives=RecoveryCodes, takes=ProofAsked, keyed=False, also=_IN),
)  # fmt: skip
