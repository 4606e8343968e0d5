"""What goes wrong, as a page: every finding with its place, or where to go on from here."""

from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.pages.catalogue import later
from api.pages.forms import Fields
from api.pages.opening import visit_of
from api.pages.page import Visit
from api.routes.opening import response_of
from api.routes.problems import Refused, problem_of
from api.store.logins import Stage

SIGN_IN = "/sign-in"
NEXT = {
    Stage.CODE: f"{SIGN_IN}/code",
    Stage.SET_UP: f"{SIGN_IN}/second-factor",
    Stage.OPEN: f"{SIGN_IN}/provider",
}
"""Where somebody goes on who is not wholly in."""
HINTS = {
    400: later("Your browser sent something that we cannot read. Go back and try again."),
    403: later("Your roles do not let you do this. Your administrator can change them."),
    404: later("There is no such page. It may have moved, or the address is mistyped."),
    409: later("This was done already. Open the page anew to see how things stand."),
    412: later("Somebody changed it meanwhile. Open the page anew; nothing of yours was kept."),
    413: later("What you sent is larger than we take."),
    415: later("We cannot read files of this kind."),
    422: later("Nothing was changed. Go back, put these right and send it again."),
    429: later("Wait a moment and try again."),
    500: later("Something is wrong at our end and has been noted. Nothing of yours was lost."),
    503: later("We cannot be reached for a moment. Try again soon; nothing of yours was lost."),
}


def is_for_people(scope: Scope) -> bool:
    """Whether whoever asks wants a page, as browsers say of what they open."""
    return "text/html" in Headers(scope=scope).get("accept", "")


def refuse_on_page(refused: Refused, scope: Scope) -> Response:
    """The page for a request that was refused; signed-out visitors are sent to sign in."""
    request = Request(scope)
    visit = visit_of(request, None, {}, Fields())
    if refused.status == Refused(401).status and not refused.findings:
        return response_of(visit.go(_way_in(visit)))
    problem = problem_of(refused, visit.language, visit.number)
    reply = visit.show(
        "refusal.html.j2",
        refused.status,
        problem=problem,
        hint=HINTS.get(refused.status, HINTS[400]),
    )
    response = response_of(reply)
    response.headers.update(refused.headers)
    return response


def _way_in(visit: Visit) -> str:
    if visit.known is not None:
        return NEXT.get(visit.known.stage, SIGN_IN)
    here = visit.frame.here if visit.request.method == "GET" else "/"
    return SIGN_IN if here == "/" else f"{SIGN_IN}?{urlencode({'to': here})}"
