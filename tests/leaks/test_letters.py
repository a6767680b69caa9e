"""Withheld e-mails are looked into as far as their readers saw, however broken they are."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from kallelse.convert import Workshop
from kallelse.convert.cache import Cache
from kallelse.leaks import Material, compare
from kallelse.model import Limits
from tests.leaks.test_limits import Here

SENTENCE = "Förhandlingen om tomten vid Älgvägen avbröts efter sjätte budet"
BROKEN = {
    "whole": b"",
    "raw bytes in a header": b"Subject: F\xf6rhandling\r\n",
    "a date of no day": b"Date: Mon, 99 Foo 20244 77:99:00 +9999999\r\n",
    "an address without an end": b'Cc: "Bo <bo@prov.example, =?utf-8?b?w6?=\r\n',
    "a word in a charset that cannot be": b"X-Om: =?rot13\xff?q?=FF?=\r\n",
}


@pytest.mark.parametrize("charset", ["utf-8", "latin-1", "iso-8859-15"])
@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_a_withheld_letter_says_is_found(tmp_path: Path, broken: bytes, charset: str) -> None:
    shop = Workshop(Here(), Limits(), Cache(tmp_path / "cache"), None, "sv-SE")  # type: ignore[arg-type]
    letter = tmp_path / "brev.eml"
    letter.write_bytes(
        b"From: asa@prov.example\r\n" + broken + b"MIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=" + charset.encode() + b"\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + b64encode(SENTENCE.encode(charset)) + b"\r\n"
    )
    public = tmp_path / "ut.txt"
    public.write_text(f"Se {SENTENCE} här", "utf-8")
    hits = compare([Material("Bilaga 1", file=letter)], [], [public], shop)
    assert {hit.material for hit in hits} == {"Bilaga 1"}
    public.write_text("Något helt annat, som ingen har skrivit i ett brev", "utf-8")
    assert compare([Material("Bilaga 1", file=letter)], [], [public], shop) == ()
