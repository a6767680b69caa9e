"""Characters that look like others or like nothing, as they come along when text is pasted.

It must not know where a text was written.
"""

from __future__ import annotations

import re

from kallelse.i18n import N_, _

SPACES = "\u00a0\u2007\u2009\u202f\u3000"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_NAMES = {
    "\u00a0": N_("a no-break space"),
    "\u202f": N_("a narrow no-break space"),
    "\u00ad": N_("a soft hyphen"),
    "\u200b": N_("a zero-width space"),
    "\u2010": N_("a typographic hyphen"),
    "\u2011": N_("a no-break hyphen"),
    "\u2013": N_("an en dash"),
    "\u2014": N_("an em dash"),
    "\u2212": N_("a minus sign"),
}
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212"
_ANY = re.compile(f"[{SPACES}{_UNSEEN}{_HYPHENS}]")


def lookalike(text: str) -> str:
    """Say which such character is in a text and what to type; nothing where there is none."""
    found = _ANY.search(text)
    if found is None:
        return ""
    char = found[0]
    if char in _HYPHENS:
        hint = _("There is {name} (U+{code}) in it: type the hyphen anew.")
    elif char in SPACES:
        hint = _("There is {name} (U+{code}) in it: type the space anew.")
    else:
        hint = _("There is {name} (U+{code}) in it, which cannot be seen: type the text anew.")
    return hint.format(name=_(_name(char)), code=f"{ord(char):04X}")


def _name(char: str) -> str:
    if char in _UNSEEN:
        return _NAMES.get(char, N_("an invisible character"))
    return _NAMES.get(char, N_("a space of another kind") if char in SPACES else N_("a dash"))


def bare(text: str) -> str:
    """Return a text without the spaces of any kind, and what cannot be seen, around it."""
    return text.strip(f"{SPACES}{_UNSEEN} \t\r\n")
