"""Whatever stands in the record of acts or in the queue is told in people's words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from api.jobs.kinds import KINDS
from api.jobs.month_files import LAID, LAID_LONG
from api.pages.watch.words import ACTS, WORK
from tests.docs.pages import HOUSE


def constants(module: ast.Module) -> dict[str, str]:
    """Names that a file gives to words, of which one line may give several."""
    found = {}
    for node in module.body:
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            for name, value in zip(names, values, strict=False):
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                    found[name.id] = str(value.value)
    return found


def noted(path: Path) -> Iterator[str]:
    """Every act that a file puts on record and names itself."""
    module = ast.parse(path.read_text("utf-8"))
    named = constants(module)
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr != "note" or not node.args:
            continue
        match node.args[0]:
            case ast.Constant(value=str(act)):
                yield act
            case ast.Name(id=name) if name in named:
                yield named[name]


def test_every_act_on_record_has_its_words() -> None:
    acts = {act: path.name for path in (HOUSE / "api").rglob("*.py") for act in noted(path)}
    assert len(acts) > 30
    assert {act: file for act, file in acts.items() if act not in ACTS} == {}


def test_every_kind_of_work_has_its_words() -> None:
    assert {*KINDS, LAID, LAID_LONG} == set(WORK)
