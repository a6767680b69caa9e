from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests import binding, broken_pdfs

ROOT = Path(__file__).parents[2]
PROGRAM = """
from kallelse.bind import BindError
from tests import binding, broken_pdfs
try:
    binding.bound(broken_pdfs.forms_nested())
except BindError as error:
    print(error)
"""


def test_forms_nested_without_end_are_refused_and_end_no_process() -> None:
    """In a process of its own: without the refusal qpdf's recursion ends it with a signal."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert "item-2-1" in done.stdout
    assert "nested too deeply" in done.stdout


def test_forms_nested_as_no_program_does_are_bound() -> None:
    made = binding.bound(broken_pdfs.forms_nested(1000))
    form = made.pages("item-2-1")[0].Resources.XObject.Fm
    for _ in range(999):
        form = form.Resources.XObject.Fm
    assert form.read_bytes() == b"0 0 9 9 re f"


def test_forms_that_show_each_other_are_bound_once() -> None:
    looped = broken_pdfs.forms_nested(3).replace(b"/Fm 8 0 R", b"/Fm 6 0 R")
    made = binding.bound(looped)
    form = made.pages("item-2-1")[0].Resources.XObject.Fm
    assert form.Resources.XObject.Fm.Resources.XObject.Fm.objgen == form.objgen


def test_objects_that_are_numbers_or_missing_are_no_depth() -> None:
    """Written by hand: a length, an angle and a font that lies nowhere, each by reference."""
    made = broken_pdfs.bodies(1, b"/Rotate 6 0 R /Group 99 0 R")
    made[4] = b"<< /Length 7 0 R >>\nstream\n%s\nendstream" % (broken_pdfs.TEXT % 1)
    made += [b"90", b"%d" % len(broken_pdfs.TEXT % 1)]
    _bound, page = binding.only(broken_pdfs.write(made))
    assert int(page.Rotate) == 90
    assert page.Contents[1].read_bytes().strip() == broken_pdfs.TEXT % 1


def test_a_number_of_many_digits_takes_no_time() -> None:
    """In a page, and in a picture that is compared with others."""
    digits = b"0." + b"1" * 300_000
    made = broken_pdfs.bodies(1, b"/Tal %s" % digits)
    made.append(broken_pdfs.stream(b"", b"/Subtype /Image /Tal " + digits))
    made[3] = made[3].replace(b"/Font", b"/XObject << /Im 6 0 R >> /Font")
    began = time.process_time()
    binding.bound(broken_pdfs.write(made))
    assert time.process_time() - began < 5
