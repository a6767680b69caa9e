"""Let veraPDF check what kallelse makes, and print a table: `make conformance`.

Ends with 0 when no rule is broken, and when there is no validator on this computer (`--must` makes
that 3); with 1 when one is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from tests.conformance import verapdf
from tests.conformance.files import ROOT, Checked, all_files
from tests.conformance.verapdf import Failure, Verdict

_NAME, _WIDTH = 44, 110


def main(arguments: Sequence[str]) -> int:
    """Make the files, have them checked, and report."""
    try:
        jar = verapdf.fetch(ROOT / "build" / "verapdf")
    except verapdf.AbsentError as reason:
        _say(f"The conformance check was skipped: {reason}.")
        return 3 if "--must" in arguments else 0
    files = list(all_files(ROOT / "build" / "conformance"))
    rules = broken = checks = 0
    for profile in dict.fromkeys(one for file in files for one in file.profiles):
        wanted = [file for file in files if profile in file.profiles]
        verdicts = verapdf.validate(jar, profile, [file.file for file in wanted])
        for file in wanted:
            verdict = verdicts[file.file]
            failures = sorted(that_count(file, verdict), key=lambda one: one.rule)
            _report(file.name, profile, verdict, failures)
            checks += 1
            rules += verdict.passed
            broken += len(failures)
    _say(
        f"\n{len(files)} files, {checks} checks of {rules} rules in all, "
        f"{broken} failed (veraPDF {verapdf.VERSION})"
    )
    return 1 if broken or not checks else 0


def that_count(file: Checked, verdict: Verdict) -> Iterator[Failure]:
    """Yield the rules that a file breaks on the pages that it is checked for."""
    for failure in verdict.failures:
        pages = {
            page: count
            for page, count in failure.pages.items()
            if file.pages is None or page in file.pages or page == 0
        }
        if pages and failure.rule not in file.waived:
            yield Failure(failure.clause, failure.test, failure.description, pages)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _report(name: str, profile: str, verdict: Verdict, failures: Sequence[Failure]) -> None:
    passed = f"{verdict.passed} rules, 0 failed"
    _say(f"{name:<{_NAME}} {profile:<4} {f'{len(failures)} failed:' if failures else passed}")
    for failure in failures:
        pages = sorted(failure.pages)
        where = f"page {pages[0]}" if pages[0] else "the file"
        _say(f"    {failure.rule} × {failure.count}, first on {where}:")
        _say(f"        {failure.description[:_WIDTH]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
