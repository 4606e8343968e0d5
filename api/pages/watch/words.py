"""What the record of acts and the queue call things, in people's words."""

from collections.abc import Mapping

from api.pages.catalogue import later
from api.store.jobs import State

ACTS: Mapping[str, str] = {
    "look": later("looked at"),
    "list": later("listed"),
    "look back": later("looked at the past of"),
    "add": later("added"),
    "change": later("changed"),
    "take away": later("took away"),
    "set": later("set"),
    "draft": later("changed the draft of"),
    "drop draft": later("dropped the draft of"),
    "publish": later("published"),
    "ask": later("asked for"),
    "stop": later("stopped"),
    "end": later("ended"),
    "import": later("imported"),
    "export": later("exported"),
    "deliver": later("noted what was delivered in"),
    "reconcile": later("compared"),
    "close": later("closed"),
    "issue": later("issued"),
    "books": later("wrote the books"),
    "erase": later("erased"),
    "erase again": later("erased again"),
    "drop": later("dropped what is old"),
    "sign in": later("signed in"),
    "sign out": later("signed out"),
    "add member": later("let in"),
    "change roles": later("changed the roles of"),
    "reset password": later("took away the password of"),
    "reset second factor": later("forgot the second factor of"),
    "disable": later("disabled"),
    "enable": later("enabled"),
    "end logins": later("ended the logins of"),
    "link": later("linked"),
    "make key": later("made"),
    "revoke key": later("revoked"),
    "make feed": later("made"),
    "revoke feed": later("revoked"),
    "verify": later("verified"),
    "found": later("founded"),
    "back up": later("backed up"),
    "prove backup": later("proved the backup"),
}
"""Act -> in words; one that nobody named speaks for itself."""
THINGS: Mapping[str, str] = {
    "client": later("client"),
    "worker": later("worker"),
    "family": later("family"),
    "referral": later("referral"),
    "plan_item": later("plan"),
    "support_group": later("group"),
    "absence": later("absence"),
    "information_request": later("question"),
    "notice": later("notice of change"),
    "parallel_service": later("parallel service"),
    "used": later("use before"),
    "held": later("meeting held"),
    "week": later("week"),
    "draft": later("draft"),
    "roster": later("roster"),
    "preview": later("preview"),
    "calendar": later("calendar"),
    "account": later("account"),
    "members": later("users"),
    "key": later("key of a program"),
    "feed": later("calendar address"),
    "job": later("work"),
    "invoice": later("invoice"),
    "people": later("people"),
    "audit": later("record of acts"),
    "status": later("state of the house"),
}
"""Kind of thing -> in words."""
WORK: Mapping[str, str] = {
    "solve_week": later("Look for a roster"),
    "replan_week": later("Plan a week again"),
    "import_people": later("Import people"),
    "deliver_month": later("Note what was delivered"),
    "reconcile_month": later("Compare a month"),
    "close_month": later("Close a month"),
    "run_scenario": later("Answer a scenario"),
}
"""Kind of work -> in words."""
STATES: Mapping[State, tuple[str, str, str]] = {
    State.QUEUED: ("", later("waits"), "clock"),
    State.RUNNING: ("inf", later("goes on"), "clock"),
    State.DONE: ("ok", later("done"), "ok"),
    State.FAILED: ("bad", later("failed"), "bad"),
    State.STOPPED: ("", later("called off"), "cross"),
}
"""State of work -> look, words, icon."""
