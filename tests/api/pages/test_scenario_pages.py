"""The planner's pages: kept on a revision, answered from what is stored, read by auditors."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from api.jobs.kind import tell_findings
from api.pages.forms import put_mask
from api.security.rights import Role
from api.security.tokens import forgery_word
from api.store.jobs import State, find_job
from api.store.leases import finish_job, lease_job, release_job
from api.store.scenarios import find_scenarios
from api.store.unit import Actor
from domain.finding import Finding
from tests.api.clients import TestClient
from tests.api.pages.conftest import Served
from tests.api.pages.scenarios_made import ANSWERED, ASKED, BASE, LIVE, MORE
from tests.api.pages.test_week_budget import MOST_STATEMENTS, statements
from tests.api.store.places import AT

HERE = "/scenarios"
TOGETHER = f"{HERE}/compare?of={BASE}&of={MORE}"
LOOKS = (HERE, f"{HERE}/{ANSWERED}", f"{HERE}/{LIVE}", TOGETHER)
CHANGES = ("/new?from=q.five-days", f"/{ANSWERED}/edit")


def form_of(served: Served, role: Role = Role.PLANNER, **fields: Any) -> dict[str, Any]:
    return {"word": put_mask(forgery_word(served.cookies[role])), **fields}


def post(served: Served, path: str, role: Role = Role.PLANNER, **fields: Any) -> Any:
    client = served.client(role)
    headers = {"Origin": str(client.base_url).rstrip("/")}
    return client.post(HERE + path, data=form_of(served, role, **fields), headers=headers)


def kept(served: Served, name: str) -> Any:
    with served.store.read(Actor(1, "test"), AT) as unit:
        return find_scenarios(unit, [name]).get(name)


@pytest.fixture
def client(served: Served) -> TestClient:
    return served.client(Role.PLANNER)


@pytest.mark.parametrize("at", LOOKS)
def test_an_auditor_reads_and_is_offered_nothing_to_change(served: Served, at: str) -> None:
    page = served.client(Role.AUDITOR).get(at).text
    offered = 'method="post" action="/scenarios'
    assert offered not in page
    assert offered in served.client(Role.PLANNER).get(at).text
    assert "/scenarios/new" not in page
    assert "/edit" not in page


@pytest.mark.parametrize("at", CHANGES)
def test_an_auditor_is_refused_where_something_is_changed(served: Served, at: str) -> None:
    assert served.client(Role.AUDITOR).get(HERE + at).status_code == 403
    refused = post(served, f"/{ANSWERED}/play", Role.AUDITOR, key="k")
    assert refused.status_code == 403


@pytest.mark.parametrize("at", [*LOOKS, *(HERE + one for one in CHANGES)])
def test_a_page_takes_six_statements_at_most(served: Served, client: TestClient, at: str) -> None:
    assert client.get(at).status_code == 200
    with statements(served.store) as said:
        client.get(at)
    assert len(said) <= MOST_STATEMENTS, said


def test_a_copy_is_kept_under_a_number_of_its_own(served: Served, client: TestClient) -> None:
    fields: dict[str, Any] = {
        "from": "q.five-days", "title": "Viis tööpäeva Võrus", "begins": "2027-01-01",
        "months": "3", "warm_up_months": "1", "fewest": "2", "most": "2", "demand0": "90",
    }  # fmt: skip
    answer = post(served, "/new", key="copy-1", **fields)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/viis-toopaeva-vorus")
    told = kept(served, "viis-toopaeva-vorus").told
    assert told["changes"] == [{"op": "demand.set", "component": "sk-support", "referrals": 90}]
    again = post(served, "/new", key="copy-2", **fields)
    assert again.headers["location"] == f"{HERE}/viis-toopaeva-vorus-2"
    page = client.get(f"{HERE}/viis-toopaeva-vorus-2").text
    assert "Viis tööpäeva Võrus" in page
    revision = str(kept(served, "viis-toopaeva-vorus-2").revision)
    gone = post(served, "/viis-toopaeva-vorus-2/drop", revision=revision)
    assert gone.headers["location"] == HERE
    assert kept(served, "viis-toopaeva-vorus-2") is None


def test_a_form_with_faults_comes_back_as_it_was_sent_and_nothing_is_kept(served: Served) -> None:
    answer = post(
        served, f"/{ASKED}/edit", revision="1", title="", begins="2027-01-01", months="300",
        warm_up_months="1", fewest="2", most="2", demand0="7<b>",
    )  # fmt: skip
    assert answer.status_code == 422
    for name in ("title", "months", "demand0"):
        assert f'id="w-{name}"' in answer.text
    assert 'value="300"' in answer.text
    assert "7&lt;b&gt;" in answer.text
    assert kept(served, ASKED).revision == 1


def test_whoever_changes_second_is_told_and_loses_nothing(served: Served) -> None:
    fields: dict[str, Any] = {
        "begins": "2027-01-01", "months": "3", "warm_up_months": "1", "fewest": "2", "most": "2",
    }  # fmt: skip
    answer = post(served, f"/{ASKED}/edit", revision="0", title="Mine", **fields)
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.text
    assert 'name="revision" value="1"' in answer.text
    assert kept(served, ASKED).told["title"] == "Not asked yet"


def test_a_row_more_and_a_check_keep_nothing(served: Served) -> None:
    fields: dict[str, Any] = {
        "revision": "1", "title": "Checked", "begins": "2027-01-01", "months": "3",
        "warm_up_months": "1", "fewest": "2", "most": "2", "demand0": "80",
    }  # fmt: skip
    rows = post(served, f"/{ASKED}/edit", act="row-hire", **fields)
    assert (rows.status_code, 'name="hire2_count"' in rows.text) == (200, True)
    checked = post(served, f"/{ASKED}/edit", act="check", **fields)
    assert (checked.status_code, "It can be played." in checked.text) == (200, True)
    assert kept(served, ASKED).revision == 1


def test_playing_is_asked_once_for_each_key_and_called_off(served: Served) -> None:
    for _ in range(2):
        answer = post(served, f"/{ASKED}/play", key="play-1", replications="2")
        assert answer.headers["location"] == f"{HERE}/{ASKED}"
    job = kept(served, ASKED).job
    page = served.client(Role.PLANNER).get(f"{HERE}/{ASKED}").text
    assert f'data-job="{job}"' in page
    assert "Call it off" in page
    post(served, f"/{ASKED}/stop")
    with served.store.read(Actor(1, "test"), AT) as unit:
        found = find_job(unit, job)
    assert found is not None
    assert found.state is State.STOPPED
    assert "called off" in served.client(Role.PLANNER).get(f"{HERE}/{ASKED}").text
    assert post(served, f"/{ASKED}/play", key="play-2", replications="1").status_code == 422


def test_an_answer_is_taken_away_as_report_workbook_and_tables(client: TestClient) -> None:
    files = f"{HERE}/{ANSWERED}/files"
    report = client.get(f"{files}/report.html")
    assert "Two more in Ida-Viru" in report.text
    assert report.headers["content-disposition"].endswith(f'"{ANSWERED}-report.html"')
    book = load_workbook(BytesIO(client.get(f"{files}/report.xlsx").content))
    assert len(book.sheetnames) > 5
    rows = list(
        csv.reader(StringIO(client.get(f"{files}/figures.csv").content.decode("utf-8-sig")))
    )
    assert {len(row) for row in rows} == {9}
    assert {row[0] for row in rows[1:]} == {"Base", "Two more in Ida-Viru"}
    for name in ("waits.csv", "load.csv", "breaks.csv", "budget-1.csv", "waits.svg"):
        assert client.get(f"{files}/{name}").status_code == 200, name
    assert client.get(f"{files}/scenario.yaml").text.count("op: ") == 2
    assert client.get(f"{files}/nothing.csv").status_code == 404
    assert client.get(f"{HERE}/{ASKED}/files/report.html").status_code == 404


def test_what_is_not_there_is_not_found(client: TestClient) -> None:
    for at in ("/nobody", "/nobody/edit", "/new?from=q.nothing", f"/compare?of={BASE}&of=nobody"):
        assert client.get(HERE + at).status_code == 404, at
    assert client.get(f"{HERE}/compare?of={BASE}").headers["location"] == HERE


def test_differences_stand_first_where_scenarios_were_played_together(client: TestClient) -> None:
    page = client.get(TOGETHER).text
    assert page.index("Difference from the base") < page.index("Wait until the first meeting")
    unplayed = client.get(f"{HERE}/compare?of={ANSWERED}&of={BASE}").text
    assert "They were not played together yet" in unplayed


def test_a_comparison_is_found_from_each_that_took_part_and_beside_another_base(
    client: TestClient,
) -> None:
    link = f'href="{TOGETHER.replace("&", "&amp;")}"'
    for one, other in ((BASE, "Half as many again"), (MORE, "Today")):
        page = client.get(f"{HERE}/{one}").text
        assert f"{link}>{other}</a>" in page
    assert "Compared with" not in client.get(f"{HERE}/{ANSWERED}").text
    turned = client.get(f"{HERE}/compare?of={MORE}&of={BASE}").text
    assert link in turned
    assert "They were not played together yet" not in turned


def test_a_comparison_is_taken_away_as_a_whole(client: TestClient) -> None:
    (files,) = set(
        re.findall(
            rf'href="({HERE}/compare/[0-9a-f]{{64}}/files)/report', client.get(TOGETHER).text
        )
    )
    report = client.get(f"{files}/report.html")
    assert "Half as many again" in report.text
    sheet = load_workbook(BytesIO(client.get(f"{files}/report.xlsx").content)).worksheets[0]
    assert {"Today", "Half as many again"} <= {str(row[1].value) for row in sheet.iter_rows()}
    assert client.get(f"{files}/nothing.csv").status_code == 404
    assert client.get(f"{HERE}/compare/{'0' * 64}/files/report.html").status_code == 404


def test_a_ready_question_is_played_with_all_its_variants_as_one_s_own(served: Served) -> None:
    answer = post(served, "/ready", key="ready-1", question="workshops")
    ids = answer.headers["location"].removeprefix(f"{HERE}/compare?of=").split("&of=")
    assert ids[0] == "workshops"
    assert [kept(served, one).revision for one in ids] == [1] * len(ids)
    page = served.client(Role.PLANNER).get(answer.headers["location"]).text
    assert f'data-job="{kept(served, ids[0]).job}"' in page
    again = post(served, "/ready", key="ready-2", question="workshops")
    assert "of=workshops-2" in again.headers["location"]
    assert post(served, "/ready", key="ready-3", question="nothing").status_code == 404
    for one in served.client(Role.PLANNER).get(HERE).text.split('name="of" value="')[1:]:
        name = one.partition('"')[0]
        if name.startswith("workshops"):
            post(served, f"/{name}/stop")


def end(served: Served, one: str, reason: str, answer: Any = None) -> None:
    """Have the work on a scenario end badly, as a worker tells it."""
    job, others = kept(served, one).job, []
    while True:
        lease = lease_job(served.store, "test", ["scenario"], AT, timedelta(hours=1))
        assert lease is not None
        if lease.id == job:
            break
        others.append(lease)
    with served.store.write(Actor(1, "test"), AT) as unit:
        finish_job(unit, lease, answer, reason)
        for other in others:
            release_job(unit, other)


def test_work_that_came_to_nothing_says_why_and_may_be_asked_for_again(
    served: Served, client: TestClient
) -> None:
    fields: dict[str, Any] = {
        "from": "q.five-days", "title": "Too much", "begins": "2027-01-01", "months": "1",
        "warm_up_months": "0", "fewest": "2", "most": "2",
    }  # fmt: skip
    assert post(served, "/new", key="fail-0", **fields).status_code == 303
    large = Finding("scenario.too_large", "too-much", {"megabytes": 900, "allowed": 100})
    for number, (reason, answer, words) in enumerate(
        (
            ("job.overtime", None, "did not end within its time"),
            ("job.too_large", {"findings": tell_findings([large])}, "needs 900 MB of memory"),
            ("job.stopped", None, "was called off"),
        )
    ):
        post(served, "/too-much/play", key=f"fail-1-{number}")
        end(served, "too-much", reason, answer)
        page = client.get(f"{HERE}/too-much").text
        assert words in page, reason
        assert 'action="/scenarios/too-much/play"' in page
        row = client.get(HERE).text.partition("/scenarios/too-much")[2].partition("</tr>")[0]
        assert ("did not end well" in row) == (reason != "job.stopped"), reason
