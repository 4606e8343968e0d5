"""Write docs/reference/openapi.json from the doors: ``python -m docs.build_reference``."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.app import make_app
from api.security.seal import Key
from api.settings import Settings
from api.store.unit import open_store

PAGE = Path(__file__).parent / "reference" / "openapi.json"


def build_reference() -> str:
    """Everything that programs can ask for, as OpenAPI tells it; no database is looked at."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'none.db'}", Key(bytes(32)))
        app = make_app(store, Settings(), lambda: datetime(2026, 1, 1, tzinfo=UTC))
        told: dict[str, Any] = app.openapi()
        store.close()
    told["info"]["version"] = "1"
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PAGE.write_text(build_reference(), "utf-8")
