"""Is this file a workbook, and safe to open? Answered before any library parses it.

An XLSX file is a zip of XML. Sizes are measured by unpacking under a limit, not believed:
a small file may claim little and unpack to gigabytes, and one cell in the farthest corner
makes a reader lay out seventeen thousand million empty ones.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from api.imports.limits import Limits
from api.imports.misread import finding_at
from domain.finding import Finding, Where

LARGEST_FILE = 100_000_000
LARGEST_CONTENT = 200_000_000
"""Bytes of a whole workbook when unpacked."""
MOST_RATIO = 50
"""Times that the content may outgrow the file, once it is larger than SMALL."""
SMALL = 10_000_000
MOST_PARTS = 1_000
CHUNK = 1 << 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
LOCAL_HEADER = 30
ENCRYPTED_FLAG = 0x1
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
)
"""All that the standard library raises on zips that are torn, lie or ask for what it lacks."""
WORKBOOK_PART = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Parts:
    """The unpacked XML parts of a workbook, by their names in the zip."""

    content: bytes
    xml: dict[str, bytes]


def open_archive(path: Path, limits: Limits | None = None) -> tuple[Parts | None, list[Finding]]:
    """The parts of a workbook, or why the file is refused."""
    where = Where(path.name)
    largest = limits.file if limits else LARGEST_FILE
    try:
        if path.stat().st_size > largest:
            return None, [finding_at(where, "file_too_large", f"≤ {largest // 10**6} MB")]
        content = path.read_bytes()
    except OSError:
        return None, [finding_at(where, "file_unreadable", ".xlsx")]
    if content.startswith(OLE):
        check = "file_encrypted" if ENCRYPTED in content else "file_old_format"
        return None, [finding_at(where, check, ".xlsx")]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _unpack(archive, content, where, limits.content if limits else LARGEST_CONTENT)
    except BROKEN_ZIP:
        return None, [finding_at(where, "file_no_workbook", ".xlsx")]


def _unpack(
    archive: zipfile.ZipFile, content: bytes, where: Where, largest: int
) -> tuple[Parts | None, list[Finding]]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if WORKBOOK_PART not in names:
        return None, [finding_at(where, "file_no_workbook", ".xlsx")]
    if any(member.flag_bits & ENCRYPTED_FLAG for member in members):
        return None, [finding_at(where, "file_encrypted", ".xlsx")]
    most = min(largest, max(SMALL, MOST_RATIO * len(content)))
    declared = sum(member.file_size for member in members)
    if len(members) > MOST_PARTS or len(set(names)) < len(names) or declared > most:
        return None, [finding_at(where, "file_bomb", f"≤ {most // 10**6} MB")]
    xml: dict[str, bytes] = {}
    left = most
    for member in members:
        pieces = []
        for piece in _inflate(member, content):
            left -= len(piece)
            if left < 0:
                return None, [finding_at(where, "file_bomb", f"≤ {most // 10**6} MB")]
            pieces.append(piece)
        if member.filename.endswith((".xml", ".rels")):
            xml[member.filename] = b"".join(pieces)
    return Parts(content, xml), []


def _inflate(member: zipfile.ZipInfo, content: bytes) -> Iterator[bytes]:
    """A member unpacked piece by piece, whatever size it claims to have."""
    head = content[member.header_offset : member.header_offset + LOCAL_HEADER]
    if len(head) < LOCAL_HEADER:
        message = "the member begins outside the file"
        raise ValueError(message)
    names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    start = member.header_offset + LOCAL_HEADER + names
    packed: IO[bytes] = io.BytesIO(content[start : start + member.compress_size])
    if member.compress_type == zipfile.ZIP_STORED:
        yield from iter(lambda: packed.read(CHUNK), b"")
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        message = "workbooks are packed by deflation"
        raise ValueError(message)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    while chunk := packed.read(CHUNK):
        yield inflater.decompress(chunk, CHUNK)
        while inflater.unconsumed_tail:
            yield inflater.decompress(inflater.unconsumed_tail, CHUNK)
    yield inflater.flush()
