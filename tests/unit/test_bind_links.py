from __future__ import annotations

import dataclasses
import io

import pikepdf
import pytest
from pikepdf import Name

from kallelse.bind import BindError, bind
from kallelse.pack import Place
from tests import binding, pdfs
from tests.structure import problems


def test_our_links_lead_to_parts_and_to_anchors() -> None:
    own = {
        "agenda": binding.memo("Dagordning", "item-2-memo", "item-2-1", "item-2"),
        "item-2-memo": binding.memo("Skrivelse", "item-2-1", "item-2"),
    }
    made = binding.bound(pdfs.text(2), own=own)
    assert [goal for _, goal in made.links(2)] == [3, 4, 2, 2]
    assert [goal for _, goal in made.links(3)] == [4, 2, 2]
    link = next(iter(made.links(3)))[0]
    assert link.A.D[1] == Name.XYZ
    assert [round(float(one)) for one in list(link.A.D)[2:4]] == [0, 842]


def test_an_anchor_of_the_document_itself_comes_first() -> None:
    pack = binding.make_pack([pdfs.text()])
    documents = binding.documents(
        pack, [pdfs.text()], {"item-2-memo": binding.memo("S", "item-2", "agenda")}
    )
    here = {"item-2": Place(1, 11, 222), "agenda": Place(1, 33, 444)}
    documents[2] = dataclasses.replace(documents[2], anchors=here)
    out = io.BytesIO()
    bind(
        pack,
        documents,
        {},
        binding.sheet(()),
        language="sv-SE",
        created=binding.CREATED,
        target=out,
    )
    made = binding.Made(pack, None, out.getvalue())  # type: ignore[arg-type]
    links = list(made.links(3))
    assert [goal for _, goal in links] == [3, 3]
    assert [int(one) for one in list(links[1][0].A.D)[2:4]] == [33, 444]


def test_a_link_that_leads_nowhere_is_an_error_that_names_it() -> None:
    with pytest.raises(BindError, match=r"Tjänsteskrivelse.*item-2-memo.*links to “borta”"):
        binding.bound(pdfs.text(), own={"item-2-memo": binding.memo("Skrivelse", "borta")})


@pytest.mark.parametrize("old", [False, True])
def test_equal_names_stay_within_their_attachment(old: bool) -> None:
    twice = pdfs.named_destinations("Ett", 3, old=old)
    made = binding.bound(twice, pdfs.named_destinations("Två", 4), twice, stamped=False)
    found = 0
    for part_id, count in (("item-2-1", 3), ("item-3-1", 4), ("item-4-1", 3)):
        first = made.pack.part(part_id).first_page
        for n in range(count):
            goals = [goal for _, goal in made.links(first + n)]
            assert goals == [first + (n + 1) % count]
            found += 1
    assert found == 10
    assert "/Dests" not in made.pdf.Root
    assert "/Names" not in made.pdf.Root


def test_every_kind_of_link_keeps_what_is_harmless() -> None:
    made, page = binding.only(pdfs.links(), stamped=False)
    first = made.page_number(page)
    links = list(made.links(first))
    assert [goal for _, goal in links] == [first + 1, first + 1, first + 1, *[None] * 6]
    assert links[0][0].Dest[1] == Name.FitH
    uris = [str(one.A.URI) for one, _ in links if "/A" in one and "/URI" in one.A]
    assert uris == ["https://example.org/a?b=c", "http://www.example.org"]
    assert all("/A" not in one for one, _ in links[5:])
    assert made.bound.removed["item-2-1"] == ("unsafe-link",)


def test_links_of_untagged_attachments_say_where_they_lead() -> None:
    made, page = binding.only(pdfs.links(), stamped=False)
    first = made.page_number(page)
    said = [str(one.Contents) for one, _ in made.links(first)]
    to_second = f"Länk till sida {first + 1}"
    addresses = ["https://example.org/a?b=c", "http://www.example.org"]
    assert said == [to_second, to_second, to_second, *addresses, "Länk", "Länk", "Länk", "Länk"]
    assert problems(made.pdf) == []


def test_what_a_link_says_itself_is_kept() -> None:
    with pikepdf.open(io.BytesIO(pdfs.links())) as pdf:
        pdf.pages[0].obj.Annots[0].Contents = "Till bilagan"
        _made, page = binding.only(pdfs.data(pdf), stamped=False)
    assert str(page.Annots[0].Contents) == "Till bilagan"


def test_a_link_to_a_page_outside_of_the_page_tree_brings_no_page() -> None:
    made, _ = binding.only(pdfs.links(), stamped=False)
    pages = [
        one
        for one in made.pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == Name.Page
    ]
    assert len(pages) == made.bound.pages == 5
