"""Write the table of settings into the operator's page: ``python -m docs.build_settings``."""

from pathlib import Path

from api.settings import Settings

PAGE = Path(__file__).parent / "how-to" / "run-a-server.md"
HEAD = "| Variable | If not set | What it says |"


def settings_table() -> str:
    """A row for each setting, in the order in which they stand in the program."""
    prefix = Settings.model_config.get("env_prefix", "")
    rows = [HEAD, "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "nothing" if field.default in (None, "") else f"`{field.default}`"
        rows.append(f"| `{prefix}{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows) + "\n"


def with_table(page: str) -> str:
    """The page with the table of today in the place of the one that it has."""
    before, _, rest = page.partition(HEAD)
    lines = rest.split("\n")
    end = next(k for k, line in enumerate(lines[1:], 1) if not line.startswith("|"))
    return before + settings_table() + "\n".join(lines[end:])


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
