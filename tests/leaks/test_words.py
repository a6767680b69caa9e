"""What of a text is a leak, and what only looks like one."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kallelse.convert import Workshop
from kallelse.leaks import Hit, Material, compare, vocabulary
from tests.workbench import workshop

Find = Callable[..., list[str]]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("werkstad"), memory="2 GB", seconds="60") as opened:
        yield opened


@pytest.fixture(scope="module")
def find(shop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Find:
    """Return a function that tells which withheld texts are found in a text of the output."""
    path = tmp_path_factory.mktemp("ut") / "ut.txt"

    def found(withheld: str, output: str, public: str | Sequence[str] = ()) -> list[str]:
        path.write_text(output, "utf-8")
        texts = (public,) if isinstance(public, str) else tuple(public)
        sources = [vocabulary(), Material("öppet", texts)]
        hits = compare([Material("hemligt", (withheld,))], sources, [path], shop)
        return [hit.kind for hit in hits]

    return found


@pytest.mark.parametrize(
    ("withheld", "output"),
    [
        ("Avtalet hävs", "… HÄVS nu"),
        ("Omplacering", "Beslut: omplace-\nring sker"),
        ("Omplacering", "Beslut: omplace\u00ad\nring sker".replace("\n", "")),
        ("Omplacering", "Beslut: omplace\ufffering sker"),
        ("En omplace-\nring", "en omplacering"),
        ("Göteborg-Tidaholm", "resan till Tidaholm"),
        ("Tidaholm", "Göteborg-Tidaholm"),
        ("Tidaholm", "Göteborg-\nTidaholm"),
        ("Kofferten", "Ko\ufb00erten"),
        ("Skänkt", "Ska\u0308nkt"),
        ("Åse Ek", "med Åse Ek i dag"),
        ("Åse\u00a0Ek", "med Åse\nEk i dag"),
        ("ABC123", "bilen abc123 står"),
        ("19850102-1234", "pnr 198501021234"),
        ("198501021234", "pnr 19850102-1234."),
        ("ring 070-123 45 67", "mobil 070 1234567"),
        ("konto 4837261", "till 4837261"),
        ("KS 2024:0815 X", "dnr KS 2024:0815 X"),
        ("[avtalet](https://x.example/hemligheten)", "se x.example/hemligheten"),
    ],
)
def test_a_word_is_found_however_it_is_set(find: Find, withheld: str, output: str) -> None:
    assert find(withheld, output) == ["text"]
    assert find(withheld, output, public=withheld) == []


@pytest.mark.parametrize(
    ("withheld", "output", "public"),
    [
        # Every word is public, and what they say together is not.
        ("Vi ska säga upp vår man", "Vi ska säga upp vår man", ["säga vår upp man vi ska"]),
        ("Hon får gå den 4 maj", "Hon får gå den 4 maj", ["hon den maj gå får"]),
        ("Lönen blir 48 700 kronor", "Lönen blir 48 700 kronor", ["Lönen blir 51 200 kronor"]),
        ("Ny VD", "punkt om ny vd nu", ["vår vd är ny här"]),
    ],
)
def test_a_sentence_of_public_words_is_found(
    find: Find, withheld: str, output: str, public: list[str]
) -> None:
    assert find(withheld, output, public) == ["text"]
    assert find(withheld, output, [*public, withheld]) == []


@pytest.mark.parametrize(
    ("withheld", "output", "public"),
    [
        # The words that everybody shares.
        ("Hälsningar från nämnden", "Hälsningar från nämnden", "Hälsningar från nämnden"),
        # A line of the output ends within a public word, whose end is a word of its own.
        ("vatten och avlopp", "kommunal-\navlopp", "kommunalavlopp"),
        # PDF readers see spaces within words and none between them.
        ("manträde", "Sam manträde", "Sammanträde"),
        ("avloppsvatten", "avloppsvatten", "avlopps vatten"),
        ("avlopps vatten nu igen", "avlopps vatten nu igen", "avloppsvatten nu igen"),
        # Dates, pages and amounts that happen to be the same.
        ("den 20240301 och 2024-03-01", "D:20240301 2024-03-01", ""),
        ("Summa 1500000, sida 57", "57 av 1500000", ""),
        ("1 2 3 4 5 6", "1 2 3 4 5 6", ""),
        # The months and days that our dates are written with, whoever writes them.
        ("fredag 1 mars 2024", "fredag 1 mars 2024", "2024-03-01"),
        # The words of our templates.
        ("Tjänsteskrivelse\nFörslag till beslut", "Tjänsteskrivelse Förslag till beslut", ""),
        ("Ärendebeskrivning\nExpedieras till", "Ärendebeskrivning Expedieras till", ""),
        # A part of a public word is no word.
        ("Anders", "Andersson", ""),
    ],
)
def test_what_is_shared_honestly_is_no_leak(
    find: Find, withheld: str, output: str, public: str
) -> None:
    assert find(withheld, output, public) == []


def test_a_table_may_put_public_facts_in_the_order_that_a_withheld_one_does(find: Find) -> None:
    row = "Gun Åkesson S Sjöby Hans Öberg M Ekeby"
    facts = ["Gun Åkesson", "S", "Sjöby", "Hans Öberg", "M", "Ekeby"]
    assert find(row, row, facts) == []
    assert find(row, row, facts[:-1]) == ["text"]
    agenda = "3 Val av justerare 2 4 Upprop 5"
    assert find(agenda, agenda, ["Val av justerare", "Upprop"]) == []


def test_rows_of_a_table_in_another_order_are_no_leak(find: Find) -> None:
    rows = ["| Intäkter | 4 500 | 9 100 |", "| Kostnader | 3 700 | 8 200 |"]
    shown = "Kostnader 3 700 8 200\nIntäkter 4 500 9 100"
    assert find("\n".join(reversed(rows)), shown, "\n".join(rows)) == []


def test_it_is_told_where_and_never_what(shop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    path.write_text('{"title": "Uppsägning av Berit Ask"}', "utf-8")
    withheld = Material("Ärende 6", ("Uppsägning av Berit Ask",), names=("berit.docx",))
    hits = compare([withheld], [], [path], shop)
    assert hits == (Hit("Ärende 6", "data", "pack.json"),)
    for word in ("uppsägning", "berit", "ask"):
        assert word not in f"{hits!r} {withheld!r}".casefold()


def test_nothing_withheld_is_nothing_found(shop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Hej", "utf-8")
    assert compare([], [], [path], shop) == ()


def test_each_source_is_named_for_what_is_its_own(shop: Workshop, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Äpplen och päron", "utf-8")
    sources = [Material(name, (name,)) for name in ("äpplen", "päron", "plommon")]
    assert [hit.material for hit in compare(sources, [], [path], shop)] == ["päron", "äpplen"]


_WORDS = st.text(string.ascii_lowercase + "åäö", min_size=4, max_size=9)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_it_hits_when_a_withheld_word_is_in_the_output_and_only_then(
    data: st.DataObject, find: Find
) -> None:
    pool = data.draw(st.lists(_WORDS, min_size=6, max_size=20, unique=True))
    known = " ".join(vocabulary().texts).casefold()
    pool = [one for one in pool if one not in known]
    public = data.draw(st.lists(st.sampled_from(pool), max_size=12)) if pool else []
    withheld = data.draw(st.lists(st.sampled_from(pool), max_size=12)) if pool else []
    secret = sorted(set(withheld) - set(public))
    # A secret that public words have in another way, such as `abcd` in `ab cd`, is none.
    squashed = "".join(public)
    secret = [one for one in secret if one not in squashed]
    leaked = data.draw(st.none() | st.sampled_from(secret)) if secret else None
    shown = list(public)
    if leaked is not None:
        shown.insert(data.draw(st.integers(0, len(shown))), leaked)
    output = " . ".join(shown) or "tomt"
    found = find("\n".join(withheld) or "inget", output, ["\n".join(public)])
    assert bool(found) is (leaked is not None)
