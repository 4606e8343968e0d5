import math
from pathlib import Path

import numpy as np
import pytest

from domain.ferries import Port, crossings, lands, sea_ways
from domain.places import UNREACHABLE, Place, Travel, places, travel_between, travel_from_csv
from tools.extract_places import TARGET, slug_of, write_places

ISLANDS = {"": "mainland", "muhu": "saaremaa"}


def way(start: str, end: str) -> tuple[int, int]:
    travel = travel_between([start, end])
    return int(travel.minutes[0, 1]), int(travel.km[0, 1])


def road(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    angle = math.sin(math.radians(lat)) * math.sin(math.radians(to_lat))
    flat = math.cos(math.radians(lat)) * math.cos(math.radians(to_lat))
    return 1.2 * 6371 * math.acos(min(1.0, angle + flat * math.cos(math.radians(lon - to_lon))))


def sailings(here: str, there: str, legs: int) -> list[list[tuple[Port, Port, int]]]:
    """Every chain of at most so many crossings from land to land."""
    found = []
    for line in crossings():
        for first, last in (line.ports, line.ports[::-1]):
            if first.land == here:
                step = (first, last, line.minutes)
                found += [[step]] if last.land == there else []
                if legs > 1:
                    found += [[step, *on] for on in sailings(last.land, there, legs - 1)]
    return found


def one_way_in_plain_words(start: Place, end: Place) -> tuple[int, int]:
    """Work the formula out again, for one pair, with no table of arrays."""
    if start.id == end.id:
        return 0, 0
    here, there = (ISLANDS.get(p.island, p.island) for p in (start, end))
    if here == there:
        km = road(start.lat, start.lon, end.lat, end.lon)
        same_town = start.town and end.town and start.municipality == end.municipality
        speed = 30 if same_town and km < 17 else 70
        return math.ceil(km * 60 / speed - 1e-6) + 5, math.ceil(km - 1e-6)
    found = [(UNREACHABLE, UNREACHABLE)]
    for chain in sailings(here, there, 2):
        stops = [(start.lat, start.lon)]
        for first, last, _ in chain:
            stops += [(first.lat, first.lon), (last.lat, last.lon)]
        stops.append((end.lat, end.lon))
        km = sum(road(*stops[n], *stops[n + 1]) for n in range(0, len(stops), 2))
        ships = sum(minutes for _, _, minutes in chain)
        found.append((math.ceil(km * 60 / 70 - 1e-6) + ships + 5, math.ceil(km - 1e-6)))
    return min(found, key=lambda f: f[0])


def test_the_file_is_what_the_tool_writes() -> None:
    assert TARGET.read_text("utf-8") == write_places()


def test_every_municipality_of_estonia_has_a_place() -> None:
    assert len({place.municipality for place in places().values()}) == 79
    assert len({place.county for place in places().values()}) == 15


def test_places_named_in_the_sources_are_known() -> None:
    named = "tallinn tartu narva paldiski loksa raasiku johvi rakvere kuressaare kardla"
    assert set(named.split()) <= set(places())
    assert places()["kohtla-jarve"].name == "Kohtla-Järve"


def test_ids_are_small_ascii_letters_and_hyphens() -> None:
    assert slug_of("Põhja-Tallinn") == "pohja-tallinn"
    assert all(slug_of(place) == place and place.isascii() for place in places())


def test_homonyms_stay_apart() -> None:
    assert places()["kose"].county == "Harju"
    assert places()["kose-voru"].county == "Võru"


def test_places_of_one_municipality_are_neighbours() -> None:
    by_municipality: dict[str, list[str]] = {}
    for place in places().values():
        by_municipality.setdefault(place.municipality, []).append(place.id)
    for members in by_municipality.values():
        assert travel_between(members).km.max() <= 80


def test_every_place_lies_in_estonia() -> None:
    for place in places().values():
        assert 57.5 < place.lat < 59.7
        assert 21.7 < place.lon < 28.3


def test_a_town_has_three_thousand_people() -> None:
    assert all(place.town == (place.population >= 3000) for place in places().values())


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [("tallinn", "tartu", 185), ("tallinn", "narva", 211), ("tallinn", "parnu", 128)],
)
def test_known_roads_are_as_long_as_the_formula_says(start: str, end: str, km: int) -> None:
    assert way(start, end)[1] == pytest.approx(km, rel=0.12)


def test_tallinn_to_tartu_takes_about_two_hours_and_a_half() -> None:
    assert way("tallinn", "tartu")[0] == pytest.approx(150, abs=25)


def test_parts_of_a_town_are_slower_than_the_open_road() -> None:
    minutes, km = way("mustamae", "lasnamae")
    assert minutes == pytest.approx(km * 2 + 5, abs=2)
    minutes, km = way("nomme", "pirita")
    assert minutes == pytest.approx(km * 2 + 5, abs=2)
    for start, end in (("haabersti", "viimsi"), ("kohtla-jarve", "kohtla-jarve-ahtme")):
        minutes, km = way(start, end)
        assert minutes == pytest.approx(km * 60 / 70 + 5, abs=2)


@pytest.mark.parametrize(
    ("start", "end", "line"),
    [
        ("virtsu", "liiva", "Kuivastu"),
        ("haapsalu", "kaina", "Heltermaa"),
        ("haapsalu", "hullo", "Sviby"),
        ("tostamaa", "linakula", "Munalaid"),
        ("orissaare", "kaina", "Triigi"),
    ],
)
def test_an_island_is_reached_by_its_ferry(start: str, end: str, line: str) -> None:
    minutes, km = way(start, end)
    ship = next(c.minutes for c in crossings() if line in c.name)
    assert ship + 5 < minutes <= ship + 5 + math.ceil(km * 60 / 70)


def test_muhu_and_saaremaa_are_joined_by_the_causeway() -> None:
    minutes, km = way("liiva", "orissaare")
    assert minutes == pytest.approx(km * 60 / 70 + 5, abs=1)


def test_nobody_goes_to_ruhnu_for_a_meeting() -> None:
    assert way("parnu", "ruhnu") == (UNREACHABLE, UNREACHABLE)
    assert way("ruhnu", "ruhnu") == (0, 0)


def test_every_land_but_ruhnu_has_a_way_to_the_mainland() -> None:
    for land in set(lands().values()) - {"ruhnu", "mainland"}:
        assert sea_ways("mainland", land)
    assert not sea_ways("mainland", "ruhnu")


def test_the_table_is_the_formula_worked_out_pair_by_pair() -> None:
    ids = [*list(places())[::3], "ruhnu", "hullo", "linakula", "liiva", "kardla", "kuressaare"]
    chosen = [places()[place] for place in dict.fromkeys(ids)]
    travel = travel_between([place.id for place in chosen])
    for row, start in enumerate(chosen):
        for column, end in enumerate(chosen):
            minutes, km = one_way_in_plain_words(start, end)
            # The two spellings of the great circle may differ in the last digit.
            assert abs(int(travel.minutes[row, column]) - minutes) <= 1
            assert abs(int(travel.km[row, column]) - km) <= 1
    exact = [
        one_way_in_plain_words(start, end) == (travel.minutes[row, column], travel.km[row, column])
        for row, start in enumerate(chosen)
        for column, end in enumerate(chosen)
    ]
    assert sum(exact) > 0.999 * len(exact)


def test_ways_are_the_same_in_both_directions() -> None:
    travel = travel_between(list(places()))
    assert np.array_equal(travel.minutes, travel.minutes.T)
    assert np.array_equal(travel.km, travel.km.T)
    assert not travel.minutes.diagonal().any()
    assert (travel.minutes + np.eye(len(travel.ids), dtype=np.int16) * 5 >= 5).all()


def test_a_detour_on_land_is_never_shorter_than_the_way() -> None:
    mainland = [place.id for place in places().values() if not place.island]
    km = travel_between(mainland).km.astype(np.int32)
    for via in range(0, len(mainland), 10):
        assert (km <= km[:, [via]] + km[[via], :] + 1).all()


def test_equal_ids_may_repeat_and_thousands_are_no_trouble() -> None:
    ids = [*places()] * 10
    travel = travel_between(ids)
    assert travel.ids == tuple(ids)
    assert travel.minutes.shape == travel.km.shape == (len(ids), len(ids))
    assert travel.minutes.dtype == travel.km.dtype == np.int16
    assert travel.minutes[0, len(places())] == 0


def test_more_places_than_are_worked_out_at_once_agree_with_few() -> None:
    tallinn = places()["tallinn"]
    many = {
        f"p{n}": Place(f"p{n}", "", "", "", "", tallinn.lat - n / 1000, tallinn.lon, 0, town=False)
        for n in range(700)
    }
    travel = travel_between(list(many), many)
    few = travel_between(["p3", "p699"], many)
    assert travel.minutes[3, 699] == few.minutes[0, 1]
    assert np.array_equal(travel.minutes, travel.minutes.T)


def test_no_places_make_an_empty_table() -> None:
    assert travel_between([]).minutes.shape == (0, 0)


def test_an_unknown_place_is_an_error_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        travel_between(["atlantis"])


def read(folder: Path, text: str, *ids: str) -> tuple[Travel | None, list[str]]:
    file = folder / "ways.csv"
    file.write_text(text, "utf-8")
    travel, findings = travel_from_csv(file, ids or None)
    said = []
    for finding in findings:
        assert finding.where is not None
        said.append(f"{finding.rule} {finding.where.row} {finding.where.column}")
    return travel, said


def test_an_own_matrix_overrules_the_formula(tmp_path: Path) -> None:
    travel, found = read(
        tmp_path, "from;to;minutes;km\ntartu;tallinn;150,5;184,2\nparnu;ruhnu;200;0\n", "parnu"
    )
    assert travel is not None
    assert travel.ids == ("parnu",)
    assert [f.split()[0] for f in found] == ["travel_way_missing"] * 4
    travel, _ = read(tmp_path, "from;to;minutes;km\ntartu;tallinn;150,5;184,2\n")
    assert travel is not None
    assert travel.ids == ("tallinn", "tartu")
    assert travel.minutes.tolist() == [[0, 151], [151, 0]]
    assert travel.km.tolist() == [[0, 185], [185, 0]]


def test_an_own_matrix_may_differ_by_direction(tmp_path: Path) -> None:
    travel, found = read(
        tmp_path, '\ufefffrom,to,minutes,km\ntartu,elva,"30,5",27\nelva,tartu,25,27\n'
    )
    assert travel is not None
    assert travel.ids == ("elva", "tartu")
    assert travel.minutes.tolist() == [[0, 25], [31, 0]]
    assert found == []


def test_a_way_not_stated_follows_the_formula_and_is_listed(tmp_path: Path) -> None:
    text = "from;to;minutes;km\ntartu;elva;30;27\nnoo;elva;15;12\n"
    travel, found = read(tmp_path, text, "tartu", "noo", "tartu")
    assert found == ["travel_way_missing None "]
    assert travel is not None
    assert np.array_equal(travel.minutes, travel_between(["tartu", "noo", "tartu"]).minutes)


def test_every_fault_of_an_own_matrix_is_named_with_its_row_and_column(tmp_path: Path) -> None:
    travel, found = read(
        tmp_path,
        "From; To;Minutes;KM\n"
        "tartu;atlantis;30;27\n"
        "tartu;elva;-3;soon\n"
        "\n"
        "elva;elva;4;0\n"
        "elva;noo;10;10\n"
        "elva;noo;11;10\n"
        "elva;puhja;99999;nan\n"
        "elva;luunja\n",
    )
    assert travel is None
    assert found == [
        "travel_place_unknown 2 to",
        "travel_number_negative 3 minutes",
        "travel_number_unreadable 3 km",
        "travel_way_to_itself 5 minutes",
        "travel_way_repeated 7 from",
        "travel_number_too_large 8 minutes",
        "travel_number_unreadable 8 km",
        "travel_number_unreadable 9 minutes",
        "travel_number_unreadable 9 km",
    ]


def test_an_own_matrix_without_its_columns_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path, "from;minutes\n")[1] == [
        "travel_column_missing 1 to",
        "travel_column_missing 1 km",
    ]
    assert len(read(tmp_path, "")[1]) == 4


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ways.csv"
    file.write_bytes(b"\xff\xfe\x00\xd8")
    for path in (file, tmp_path / "none.csv"):
        travel, findings = travel_from_csv(path)
        assert travel is None
        assert [f.rule for f in findings] == ["travel_file_unreadable"]
