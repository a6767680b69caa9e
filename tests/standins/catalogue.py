"""List the stand-ins and who makes each; must not hold anything about their content."""

from collections.abc import Callable
from pathlib import Path

from .accounts import make_accounts
from .agreement import make_agreement
from .annexes import make_annexes
from .form import make_form
from .magazine import make_magazine
from .priorities import make_priorities
from .report import make_report
from .scan import make_scan
from .slides import make_slides

STANDINS: dict[str, Callable[[Path], None]] = {
    "06-remissyttrande-vgr.pdf": make_report,
    "06-priolista.pdf": make_priorities,
    "09-ekonomiska-villkor.pdf": make_form,
    "09-informationsbilder.pdf": make_slides,
    "10-samverkansavtal-naturbruk.pdf": make_agreement,
    "10-protokoll-bhu.pdf": make_scan,
    "11-arsbokslut.pdf": make_accounts,
    "11-bilagor-arsbokslut.pdf": make_annexes,
    "11-navet-verksamhetsberattelse.pdf": make_magazine,
}
