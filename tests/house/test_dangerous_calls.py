"""What no room of the house does: run words as a program, unpack objects, speak to strangers."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import HOUSE

ROOMS = ("domain", "optimizer", "billing", "scenarios", "api")
WORDS_AS_PROGRAM = frozenset({"eval", "exec", "compile", "__import__", "os.system", "os.popen"})
UNPACKS_OBJECTS = frozenset(
    {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "jsonpickle"}
)
SPEAKS_OUT = frozenset(
    {
        *("httpx", "requests", "urllib3", "aiohttp", "websockets", "http", "ftplib", "smtplib"),
        *("imaplib", "poplib", "telnetlib", "xmlrpc", "ldap", "ldap3", "pymemcache", "redis"),
        *("paramiko", "socketserver"),
    }
)
MAY_SPEAK = {"api/security/oidc.py", "api/cli/door.py"}
"""The first speaks to the one service that the operator named; the second to the application in its
own process, over no network (see the test of it)."""
BEGINS_A_PROGRAM = {"api/jobs/begin.py", "optimizer/search/ready.py"}
"""This very program once more, by a list of fixed words."""
OFF = frozenset({"shell", "follow_redirects", "allow_redirects", "allow_pickle"})
"""Words of calls that are told to be off, or nothing."""
Fault = tuple[str, str]


def find_faults(name: str, text: str) -> Iterator[Fault]:
    """Everything in a file that no file of its name may do."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from _imports(name, node)
        elif isinstance(node, ast.Call):
            yield from _call(name, node)


def _imports(name: str, node: ast.Import | ast.ImportFrom) -> Iterator[Fault]:
    told = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
    for module in told:
        room = module.partition(".")[0]
        if room in UNPACKS_OBJECTS:
            yield name, module
        if (room in SPEAKS_OUT or module == "urllib.request") and name not in MAY_SPEAK:
            yield name, module
        if room == "subprocess" and name not in BEGINS_A_PROGRAM:
            yield name, module


def _call(name: str, node: ast.Call) -> Iterator[Fault]:
    called = ast.unparse(node.func)
    if called in WORDS_AS_PROGRAM or called in {"yaml.load", "yaml.unsafe_load", "yaml.full_load"}:
        yield name, called
    for word in node.keywords:
        told = word.value.value if isinstance(word.value, ast.Constant) else None
        strange = name in MAY_SPEAK and word.arg == "verify" and told is not True
        if strange or (word.arg in OFF and told is not False):
            yield name, f"{called}({word.arg}=…)"


def test_no_room_runs_words_unpacks_objects_or_speaks_to_strangers() -> None:
    files = [file for room in ROOMS for file in sorted((HOUSE / room).rglob("*.py"))]
    assert len(files) > 300
    found = [
        fault
        for file in files
        for fault in find_faults(file.relative_to(HOUSE).as_posix(), file.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "eval(asked)",
        "os.system(asked)",
        "import pickle",
        "from pickle import loads",
        "import yaml; yaml.load(asked)",
        "import httpx",
        "from urllib.request import urlopen",
        "import subprocess",
        "run(asked, shell=True)",
        "Client(follow_redirects=True)",
        "np.load(file, allow_pickle=asked)",
    ],
)
def test_each_of_these_is_found(line: str) -> None:
    assert len(list(find_faults("api/new.py", line))) == 1


def test_whoever_speaks_out_believes_no_certificate_unseen() -> None:
    assert len(list(find_faults("api/security/oidc.py", "Client(verify=False)"))) == 1


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("api/security/oidc.py", "import httpx; httpx.Client(follow_redirects=False)"),
        ("api/jobs/begin.py", "import subprocess"),
        ("api/new.py", "import re; re.compile('a'); yaml.safe_load(asked)"),
    ],
)
def test_what_is_allowed_passes(name: str, line: str) -> None:
    assert list(find_faults(name, line)) == []


def test_the_door_at_the_desk_speaks_to_the_application_in_its_own_process_alone() -> None:
    text = (HOUSE / "api/cli/door.py").read_text("utf-8")
    used = [f"{node.value.id}.{node.attr}" for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]  # fmt: skip
    assert {one for one in used if one.startswith("httpx.")} == {
        "httpx.ASGITransport",
        "httpx.AsyncClient",
        "httpx.Response",
    }
    clients = [line.strip() for line in text.splitlines() if "AsyncClient(" in line]
    assert [("transport=transport" in one) for one in clients] == [True]


def test_whoever_may_do_more_is_there() -> None:
    assert [one for one in MAY_SPEAK | BEGINS_A_PROGRAM if not Path(HOUSE / one).exists()] == []
