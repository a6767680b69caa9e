"""Words that stand in one place only, and a search for them that believes nobody.

It must not import kallelse: what it finds is evidence.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import random
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

PREFIX = "kanarie"
_SYLLABLES = tuple(a + b for a in "bdfgklmnprstv" for b in "aeiou")
_NOT_LETTERS = re.compile(r"[^a-z]+")
_NOT_LETTERS_IN_BYTES = re.compile(rb"[^a-zA-Z]+")


def canary(place: str) -> str:
    """Return the word of a place: letters only, the same each time, and no other place's."""
    drawn = random.Random(place)
    return PREFIX.capitalize() + "".join(drawn.choice(_SYLLABLES) for _ in range(6))


def picture(place: str) -> Image.Image:
    """Return the picture of a place: dots that no other has."""
    drawn = random.Random(f"picture {place}")
    return Image.frombytes("RGB", (48, 32), drawn.randbytes(48 * 32 * 3))


def pixels(image: Image.Image) -> str:
    """Return the sum of what is seen in a picture, however it is packed."""
    plain = image.convert("RGB")
    return hashlib.sha256(repr(plain.size).encode() + plain.tobytes()).hexdigest()


def found_in(data: bytes, words: Collection[str]) -> set[str]:
    """Return which of some words a file holds, in any form and at any depth."""
    lowered = {word.lower(): word for word in words}
    found: set[str] = set()
    for view in views(data):
        found.update(lowered[word] for word in lowered if word in view)
    return found


def found_in_text(text: str, words: Collection[str]) -> set[str]:
    """Return which of some words stand in a text, also broken over lines."""
    squashed = squash(text)
    return {word for word in words if word.lower() in squashed}


def squash(text: str) -> str:
    """Return the letters of a text alone, so that no hyphen or line end hides a word."""
    return _NOT_LETTERS.sub("", text.lower())


def views(data: bytes) -> Iterator[str]:
    """Yield everything that a file says, read in every way, letters only."""
    yield from _plain(data)
    if data.lstrip()[:5] == b"%PDF-":
        yield from _pdf(data)
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield squash(name)
                yield from views(archive.read(name))
    elif b"MIME-Version" in data[:5000]:
        for part in email.message_from_bytes(data, policy=email.policy.default).walk():
            yield squash(str(part.items()))
            if not part.is_multipart():
                yield from views(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]


def _plain(data: bytes) -> Iterator[str]:
    """Yield bytes as the letters of one byte, of two, as digits of hexadecimal, and packed."""
    letters = _NOT_LETTERS_IN_BYTES.sub(b"", data).decode("ascii").lower()
    yield letters
    yield _NOT_LETTERS_IN_BYTES.sub(b"", data.replace(b"\0", b"")).decode("ascii").lower()
    for run in re.findall(rb"(?:[0-9A-Fa-f]{2}\s*){10,}", data):
        digits = b"".join(run.split())
        read = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        yield _NOT_LETTERS_IN_BYTES.sub(b"", read).decode("ascii").lower()
    # What no table of a PDF leads to any more can still be unpacked, and so can other archives.
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            unpacked = zlib.decompressobj().decompress(data[start.start() :], 5_000_000)
        except zlib.error:
            continue
        if len(unpacked) > len(PREFIX):
            yield _NOT_LETTERS_IN_BYTES.sub(b"", unpacked).decode("ascii").lower()


def _pdf(data: bytes) -> Iterator[str]:
    """Yield what readers of PDF read; of a file that is locked or damaged, nothing."""
    try:
        read = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        for page in read:
            yield squash(page.get_textpage().get_text_range())
        for one in read.get_toc(max_depth=30):
            yield squash(one.get_title())
        yield squash(str(read.get_metadata_dict()))
    finally:
        read.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in (*pdf.objects, pdf.trailer):
            yield from _object(one, set())


def _object(one: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[str]:
    if one.is_indirect and one.objgen != (0, 0):
        if one.objgen in seen or seen:
            return  # it is an object of its own, and gets its turn
        seen.add(one.objgen)
    if isinstance(one, pikepdf.String):
        yield squash(str(one))
        yield _NOT_LETTERS_IN_BYTES.sub(b"", bytes(one)).decode("ascii").lower()
    elif isinstance(one, pikepdf.Name):
        yield squash(str(one))
    elif isinstance(one, pikepdf.Array):
        for inner in one:
            if isinstance(inner, pikepdf.Object):
                yield from _object(inner, seen or {(0, 0)})
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for key, inner in one.items():
            yield squash(key)
            if isinstance(inner, pikepdf.Object):
                yield from _object(inner, seen or {(0, 0)})
        if isinstance(one, pikepdf.Stream):
            yield from _stream(one)


def _stream(one: pikepdf.Stream) -> Iterator[str]:
    raw = one.read_raw_bytes()
    yield from views(raw)
    try:
        unpacked = one.read_bytes()
    except pikepdf.PdfError:  # a picture, whose raw bytes are what it is
        return
    if unpacked != raw:
        yield from views(unpacked)


def pictures_in(data: bytes) -> set[str]:
    """Return the sums of all pictures of a file: of a PDF, or of one that is a picture itself."""
    if data.lstrip()[:5] != b"%PDF-":
        try:
            with Image.open(io.BytesIO(data)) as image:
                return {pixels(image)}
        except OSError:
            return set()
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image":
                try:
                    found.add(pixels(pikepdf.PdfImage(one).as_pil_image()))
                except (pikepdf.PdfError, NotImplementedError, ValueError):
                    found |= pictures_in(one.read_raw_bytes())
    return found


def files_below(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder, also hidden ones."""
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def leaked(folder: Path, words: Collection[str], sums: Collection[str] = ()) -> set[str]:
    """Return, as `file: word`, all that is found below a folder, also in the names of files."""
    hits: set[str] = set()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hits.update(f"{name} (its name): {one}" for one in found_in_text(name, words))
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            hits.update(f"{name}: {one}" for one in found_in(data, words))
            if pictures_in(data) & set(sums):
                hits.add(f"{name}: a picture")
    return hits
