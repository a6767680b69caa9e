"""Values that a form leaves to the reader to draw (ISO 32000-1, 12.7.2: NeedAppearances)."""

from __future__ import annotations

import copy
import io
import time

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pikepdf import Array, Dictionary, Name, Object, String
from PIL import Image

from tests import binding, pdfs

MULTILINE, PASSWORD, COMBO, COMB = 1 << 12, 1 << 13, 1 << 17, 1 << 24
LEFT, BOTTOM, RIGHT, TOP = 60, 500, 360, 520
OLD = b"/Tx BMC q BT /F1 12 Tf 2 6 Td (Gammalt) Tj ET Q EMC"

HELVETICA = Dictionary(
    Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
)
WITHOUT_ENCODING = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
PDF_DOC = Dictionary(
    Type=Name.Font,
    Subtype=Name.Type1,
    BaseFont=Name.Helvetica,
    Encoding=Dictionary(Type=Name.Encoding, Differences=Array([229, Name.aring])),
)
SUBSET = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Arial"))
COURIER = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
TIMES = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
ARIAL = Dictionary(
    Type=Name.Font,
    Subtype=Name.TrueType,
    BaseFont=Name.ArialMT,
    Encoding=Name.WinAnsiEncoding,
    FirstChar=32,
    LastChar=255,
    Widths=Array([556] * 224),
)


def asked(
    value: Object | str | None,
    *,
    drawn: bytes | None = None,
    font: Dictionary | None = None,
    da: str | None = "/F1 12 Tf 0 g",
    rect: tuple[int, int, int, int] = (LEFT, BOTTOM, RIGHT, TOP),
    **more: object,
) -> bytes:
    """Return a page with nothing on it but a field that the reader is asked to draw."""
    pdf = pdfs.new(b"")
    font = pdf.make_indirect(copy.copy(HELVETICA if font is None else font))
    field = pdfs.annotation(pdf, 0, "Widget", F=4, T=String("f"), **({"FT": Name.Tx} | more))
    field.Rect = Array(list(rect))
    if value is not None:
        field.V = String(value) if isinstance(value, str) else value
    if da is not None:
        field.DA = String(da)
    if drawn is not None:
        field.AP = Dictionary(
            N=pdf.make_stream(
                drawn,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 300, 20]),
                Resources=Dictionary(Font=Dictionary(F1=font)),
            )
        )
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=Dictionary(F1=font))
    )
    return pdfs.data(pdf)


def alone(attachment: bytes) -> bytes:
    """Return a page with nothing but the field's appearance from the pack, in the field's place.

    So nothing that is seen of it was drawn by PDFium, which draws missing appearances itself.
    """
    _, page = binding.only(attachment, stamped=False)
    field = page.Annots[0]
    pdf = pdfs.new(b"")
    if "/AP" in field:
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(A=pdf.copy_foreign(field.AP.N)))
        x, y = field.Rect[0], field.Rect[1]
        pdf.pages[0].obj.Contents = pdf.make_stream(f"1 0 0 1 {x} {y} cm /A Do".encode())
    return pdfs.data(pdf)


def shown(attachment: bytes) -> str:
    """Return the text of the field's appearance."""
    document = pypdfium2.PdfDocument(alone(attachment))
    return str(document[0].get_textpage().get_text_range())


def picture(attachment: bytes, scale: float = 1.0) -> Image.Image:
    drawn: Image.Image = binding.rendered(alone(attachment), 1, scale).to_pil()
    return drawn.convert("RGB")


def inked(attachment: bytes) -> tuple[int, int, int, int]:
    """Return the rectangle of what the field's appearance draws, from the top left corner."""
    light = picture(attachment).convert("L")
    found = light.point(lambda value: 255 if value < 200 else 0).getbbox()
    assert found is not None
    return found


def content(attachment: bytes) -> bytes:
    _, page = binding.only(attachment)
    return bytes(page.Annots[0].AP.N.read_bytes())


@pytest.mark.parametrize("font", [None, WITHOUT_ENCODING, PDF_DOC, SUBSET, COURIER, TIMES, ARIAL])
@pytest.mark.parametrize("da", ["/F1 12 Tf 0 g", "/F1 0 Tf 1 0 0 rg", "/Unknown 9 Tf", None])
def test_all_letters_of_swedish_are_drawn(font: Dictionary | None, da: str | None) -> None:
    text = shown(asked("Åsa Öberg (är) \\ – “så” é €", font=font, da=da))
    assert text == "Åsa Öberg (är) \\ – “så” é €"


def test_a_font_of_the_forms_own_is_used_where_it_has_the_letters() -> None:
    fonts = {}
    for font in (ARIAL, TIMES, SUBSET, HELVETICA):
        _, page = binding.only(asked("Åsa", font=font))
        fonts[str(font.BaseFont)] = str(page.Annots[0].AP.N.Resources.Font.F.BaseFont)
    assert fonts == {
        "/ArialMT": "/ArialMT",
        "/Times-Roman": "/Times-Roman",
        "/ABCDEF+Arial": "/Helvetica",
        "/Helvetica": "/Helvetica",
    }


@pytest.mark.parametrize("name", ["Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Bold"])
def test_a_line_ends_at_its_right_edge_in_every_font(name: str) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))
    right = inked(asked("Mycket åäö WMi 1 234,50 kH", font=font, Q=2))[2]
    assert 355 <= right <= 359


def test_letters_made_of_two_are_drawn_as_one() -> None:
    assert shown(asked("A\u030asa")) == "Åsa"


def test_a_value_of_many_lines_is_wrapped_in_its_box() -> None:
    value = "Rad ett\rRad två som är lång nog för att behöva brytas\nmer än en gång i rutan"
    for size in (0, 9):
        attachment = asked(value, Ff=MULTILINE, da=f"/F1 {size} Tf 0 g", rect=(60, 440, 200, 520))
        assert shown(attachment).split() == value.split()
        left, top, right, bottom = inked(attachment)
        height = pdfs.A4[1]
        assert left >= 60
        assert right <= 200
        assert top >= height - 520
        assert bottom <= height - 440


def test_an_appearance_that_does_not_wrap_a_long_line_is_replaced() -> None:
    cut = b"BT /F1 12 Tf 2 60 Td (Rad ett) Tj 0 -14 Td (Rad tv\xe5 som inte ryms i rutan) Tj ET"
    value = "Rad ett\n\nRad två som inte ryms i rutan"
    narrow, wide = (
        asked(value, Ff=MULTILINE, drawn=cut, rect=(60, 440, right, 520)) for right in (160, 400)
    )
    assert inked(narrow)[2] <= 160
    assert content(narrow) != cut
    assert content(wide) == cut


def test_a_word_that_is_longer_than_its_line_is_broken() -> None:
    attachment = asked("å" * 60, Ff=MULTILINE, rect=(60, 440, 200, 520))
    assert shown(attachment).replace("\r\n", "") == "å" * 60
    assert inked(attachment)[2] <= 200


@pytest.mark.parametrize("drawn", [None, OLD, b"BT /F1 12 Tf 2 6 Td (hemligt) Tj ET"])
@pytest.mark.parametrize("value", ["hemligt", "łhemligt"])
def test_a_password_is_not_shown(drawn: bytes | None, value: str) -> None:
    assert shown(asked(value, Ff=PASSWORD, drawn=drawn)) == "*" * len(value)


@pytest.mark.parametrize(
    ("alignment", "between"), [(0, (60, 110)), (1, (180, 240)), (2, (310, 360))]
)
def test_a_value_stands_where_its_alignment_says(alignment: int, between: tuple[int, int]) -> None:
    left, _, right, _ = inked(asked("höger", Q=alignment))
    assert between[0] <= left < right <= between[1]


def test_a_value_that_is_sized_by_the_reader_fits_its_box() -> None:
    left, top, right, bottom = inked(asked("Hög Åsa", da="/F1 0 Tf 0 g", rect=(60, 480, 160, 520)))
    assert right - left > 60
    assert bottom - top > 12
    assert right <= 160


def test_letters_of_a_comb_stand_apart() -> None:
    attachment = asked("12å45", Ff=COMB, MaxLen=10)
    left, _, right, _ = inked(attachment)
    assert 65 <= left <= 80
    assert 190 <= right <= 206
    assert "".join(shown(attachment).split()) == "12å45"


def test_box_and_background_are_drawn() -> None:
    looks = Dictionary(BG=Array([0.9, 1, 0.9]), BC=Array([1, 0, 0]))
    drawn = picture(asked("x", MK=looks), scale=4)
    height = pdfs.A4[1]
    assert drawn.getpixel((4 * 200, 4 * (height - 510))) == (230, 255, 230)
    assert drawn.getpixel((4 * 200, 4 * (height - 520) + 2)) == (255, 0, 0)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_field_is_drawn_turned_in_its_box(turn: int) -> None:
    left, top, right, bottom = inked(
        asked("Turned", MK=Dictionary(R=turn), rect=(60, 460, 120, 520))
    )
    assert (right - left > bottom - top) == (turn == 180)
    assert 60 <= left < right <= 120
    assert pdfs.A4[1] - 520 <= top < bottom <= pdfs.A4[1] - 460


@pytest.mark.parametrize("value", ["Nytt värde", "", None])
def test_an_appearance_that_says_something_else_is_replaced(value: str | None) -> None:
    assert shown(asked(value, drawn=OLD)) == (value or "")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Åsa Öberg", b"(\xc5sa \xd6berg) Tj"),
        ("Åsa Öberg", b"[(\xc5s) -20 (a) ] TJ 0 -12 Td <d66265> Tj (rg) Tj"),
        ("", b""),
    ],
)
def test_an_appearance_that_says_the_value_is_kept(value: str, said: bytes) -> None:
    drawn = b"/Tx BMC q 1 0 0 RG BT /F1 7 Tf 2 6 Td " + said + b" ET Q EMC"
    assert content(asked(value, drawn=drawn)) == drawn


def test_letters_that_cannot_be_drawn_leave_what_was_drawn() -> None:
    assert content(asked("čšž ł Ω", drawn=OLD)) == OLD
    assert shown(asked("čšž ł Ω")) == ""


def test_a_value_that_a_script_formats_is_left_as_it_was_drawn() -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("AFNumber_Format(2)"))
    assert content(asked("7", drawn=OLD, AA=Dictionary(F=script))) == OLD


def test_a_choice_is_drawn_with_the_name_that_is_shown_for_it() -> None:
    options = Array([Array([String("1"), String("ett")]), Array([String("2"), String("två")])])
    assert shown(asked("2", FT=Name.Ch, Ff=COMBO, Opt=options)) == "två"


def test_a_list_is_drawn_with_what_is_chosen_in_it() -> None:
    options = Array([String(f"val {letter}") for letter in "abcdefåäö"])
    attachment = asked("val å", FT=Name.Ch, Opt=options, rect=(60, 460, 200, 520))
    assert "val å" in shown(attachment)
    colours = picture(attachment).getcolors(maxcolors=1 << 16) or []
    assert any(blue > red + 40 for _, (red, _, blue) in colours)  # type: ignore[misc]


def test_alignment_and_look_are_inherited() -> None:
    pdf = pikepdf.open(io.BytesIO(asked("arv", da=None)))
    field = pdf.Root.AcroForm.Fields[0]
    del field["/T"], field["/FT"], field["/V"]
    parent = pdf.make_indirect(
        Dictionary(FT=Name.Tx, T=String("f"), V=String("ärvt"), Q=2, Kids=Array([field]))
    )
    field.Parent = parent
    pdf.Root.AcroForm.Fields = Array([parent])
    pdf.Root.AcroForm.DA = String("/F1 12 Tf 0 g")
    attachment = pdfs.data(pdf)
    assert shown(attachment) == "ärvt"
    assert inked(attachment)[0] > 300


@pytest.mark.parametrize(
    "more",
    [
        {"MaxLen": 10**9, "Ff": COMB},
        {"MaxLen": -1, "Ff": COMB},
        {"MK": Dictionary(R=7, BC=Array([Name.X]), BG=Array([1, 2]))},
        {"MK": Dictionary(BC=Array([1])), "BS": Dictionary(W=10**6)},
        {"da": "/F1 99999999999999999999 Tf q Q BT (x) Tj 0 g"},
        {"da": "/F1 -3 Tf"},
        {"font": Dictionary(Type=Name.Font, Subtype=Name.TrueType, Widths=Array([Name.X]))},
        {"rect": (60, 500, 60, 500)},
        {"rect": (60, 500, 61, 501), "Ff": MULTILINE},
        {"FT": Name.Ch, "Opt": Array([1, Array([]), Array([1, 2])])},
        {"Q": -5},
        {"drawn": b"BT (x"},
    ],
)
def test_a_field_of_nonsense_does_no_harm(more: dict[str, object]) -> None:
    binding.only(asked("Värde", **more))  # type: ignore[arg-type]


def test_fields_without_end_are_drawn_in_time() -> None:
    pdf = pikepdf.open(io.BytesIO(asked("x")))
    field = pdf.Root.AcroForm.Fields[0]
    parent = pdf.make_indirect(
        Dictionary(FT=Name.Tx, T=String("f"), V=String("å " * 9_999), Ff=MULTILINE)
    )
    del field["/V"], field["/T"], field["/FT"]
    field.Parent = parent
    kids = [pdf.make_indirect(copy.copy(field)) for _ in range(300)]
    parent.Kids = pdf.pages[0].obj.Annots = Array(kids)
    pdf.Root.AcroForm.Fields = Array([parent])
    started = time.monotonic()
    binding.only(pdfs.data(pdf))
    assert time.monotonic() - started < 30


def test_what_is_drawn_is_the_same_each_time() -> None:
    attachment = asked("Åsa", MK=Dictionary(BG=Array([0.9])))
    assert binding.bound(attachment).data == binding.bound(attachment).data
