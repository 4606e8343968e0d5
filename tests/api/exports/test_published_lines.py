"""A published roster says of each line whose need it serves."""

from api.exports.published_lines import published_lines
from tests.api.conftest import SmallWeek


def test_each_line_names_the_need_that_it_serves(small_week: SmallWeek) -> None:
    problem = small_week.planned.problem
    meetings = small_week.planned.result.roster.meetings
    needs = {need.id: need for need in problem.needs}
    lines = published_lines(problem, meetings)
    assert {line.need for line in lines} == {meeting.need for meeting in meetings}
    for line in lines:
        need = needs[line.need]
        assert (line.component, line.minutes) == (need.component, need.minutes)
        assert line.client == (None if need.group else need.clients[0])
