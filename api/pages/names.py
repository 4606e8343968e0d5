"""What pages call the roles of people who sign in."""

from collections.abc import Mapping

from api.pages.catalogue import later
from api.security.rights import Role

ROLE_NAMES: Mapping[Role, str] = {
    Role.COORDINATOR: later("coordinator"),
    Role.FINANCE: later("finance"),
    Role.PLANNER: later("planner"),
    Role.WORKER: later("worker"),
    Role.CASE_MANAGER: later("case manager"),
    Role.ADMINISTRATOR: later("administrator"),
    Role.AUDITOR: later("auditor"),
}
