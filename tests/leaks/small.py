"""What the small projects of these tests have in common. It must not hold anything secret."""

from __future__ import annotations

from tests.leaks.planted import MEETING

MEMBERS = """\
organisation: {name: Provkommunen, email: registrator@prov.example}
bodies: {namnden: {name: Nämnden, members: [{name: Ett Prov, role: chair}]}}
"""
# A meeting as far as its items, which follow.
HEAD = f"body: namnden\ndate: {MEETING}\ntime: 9.00-12.00\nplace: Salen\nitems:\n"
