"""Addresses of the web and of mail as people write them: which are none, and what a PDF holds.

It must not ask the web.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
# What stands before the host, the host, and all behind it.
_WEB = re.compile(r"(https?://(?:[^/?#@]*@)?)([^/?#:@]+)(.*)", re.IGNORECASE)
_MAIL = re.compile(r"(mailto:[^?@]*@)([^?@,]+)(.*)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_DOMAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+\.?")
_LONGEST_NAME = 255  # the codec takes quadratic time for what is no name of a host
# Behind the host an @ is a letter like others; before it, it would hide which host that is. What
# cannot be seen came along when the address was pasted.
_LINK = re.compile(
    r"https://(?P<host>[^\s/?#@\\:]+)(?::[0-9]{1,5})?(?:[/?#][^\s\\\u00ad\u200b\u2060\ufeff]*)?"
)
# One of them alone, as a link to it needs; what else can stand in one is the mail program's matter.
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]+")


def is_web(written: str) -> bool:
    """Tell whether it is the whole address of something on the web, which leads where it seems to.

    Its host may have any letter, as å in https://www.borås.se.
    """
    found = _LINK.fullmatch(written)
    name = _encoded_name(found["host"]) if found is not None else None
    return name is not None and _DOMAIN.fullmatch(name) is not None


def is_mail(written: str) -> bool:
    """Tell whether it is an e-mail address, one and nothing else."""
    return _EMAIL.fullmatch(written) is not None


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
    name = None if written.isascii() else _encoded_name(written)
    # Some letters become an @ or a /: the address would lead to another host than it seems to.
    return name if name is not None and _NAME.fullmatch(name) else _encoded(written)


def _encoded_name(host: str) -> str | None:
    """Return a host as the web calls it (RFC 3490); None for what cannot be one."""
    if len(host) > _LONGEST_NAME:
        return None
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return None


def _encoded(text: str) -> str:
    return _FOREIGN.sub(lambda found: quote(found[0], errors="replace"), text)
