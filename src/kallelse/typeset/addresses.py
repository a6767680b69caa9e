"""An address as people write it → as a PDF holds it, in ASCII (RFC 3987). It must not judge it."""

from __future__ import annotations

import re
from urllib.parse import quote

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# What stands before the host, the host, and all behind it.
_WEB = re.compile(r"(https?://(?:[^/?#@]*@)?)([^/?#:@]+)(.*)", re.IGNORECASE)
_MAIL = re.compile(r"(mailto:[^?@]*@)([^?@,]+)(.*)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_LONGEST_NAME = 255  # the codec takes quadratic time for what is no name of a host


def in_ascii(address: str) -> str:
    """Return an address of the web or of mail in which letters beyond ASCII are encoded.

    What is ASCII stays as it is written, so that what is encoded already is not encoded twice.
    """
    found = _WEB.fullmatch(address) or _MAIL.fullmatch(address)
    if found is None or address.isascii() or any(one.isspace() for one in address):
        return address
    before, host, behind = found.groups()
    return _encoded(before) + _host(host) + _encoded(behind)


def _host(written: str) -> str:
    if written.isascii() or len(written) > _LONGEST_NAME:
        return _encoded(written)
    try:
        name = written.encode("idna").decode()
    except UnicodeError:
        return _encoded(written)
    # Some letters become an @ or a /: the address would lead to another host than it seems to.
    return name if _NAME.fullmatch(name) else _encoded(written)


def _encoded(text: str) -> str:
    return _FOREIGN.sub(lambda found: quote(found[0], errors="replace"), text)
