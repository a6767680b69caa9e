"""Make the scanned minutes, pixels only; must not put a character of text into the file."""

import random
import textwrap
from io import BytesIO
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

from .fonts import FONT_DIR
from .prose import plain, read_text
from .seal import Origin, seal

PAGES = 2
DPI = 150
WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dpi
MARK = "Exempelhandling: påhittat innehåll, inte beredningens protokoll."
_SKEW = (0.55, -0.4)  # degrees, a page each
ORIGIN = Origin(
    title="20240207102233",
    author="",
    creator="Canon iR-ADV C3826",
    producer="Canon Generic PDF Writer",
    made="20240207102233",
)


def make_scan(path: Path) -> None:
    """Write the two pages as CCITT group 4 images."""
    noise = random.Random(2024)
    pdf = Pdf.new()
    sheets = "\f".join(_lines()).split("\f---\f")
    for number, (sheet, skew) in enumerate(zip(sheets, _SKEW, strict=True), 1):
        image = _scan(_typeset(sheet.split("\f"), number), skew, noise)
        _add_page(pdf, image)
    seal(pdf, path, ORIGIN, pages=PAGES, compact=False)


def _lines() -> list[str]:
    """Return the lines of the minutes; a line's first character tells its kind."""
    lines: list[str] = []
    for block in read_text("minutes"):
        if block.kind == "break":
            lines.append("---")
        elif block.kind in ("h1", "h2"):
            lines += ["", f"#{plain(block.text)}"]
        elif block.kind == "small":
            lines.append(f"~{plain(block.text)}")
        elif block.kind == "draw":
            lines.append(f"@{block.text}")
        elif block.kind in ("numbers", "bullets"):
            for number, (point,) in enumerate(block.rows, 1):
                first, *rest = textwrap.wrap(point, 74)
                lines += [f"  {number}. {first}", *(f"     {line}" for line in rest)]
            lines.append("")
        else:
            lines += [*textwrap.wrap(plain(block.text), 75), ""]
    return lines


def _typeset(lines: list[str], number: int) -> Image.Image:
    """Draw a page as the printer put it on paper, in grey."""
    paper = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(paper)
    body, bold = _font("Spectral-Regular", 26), _font("Spectral-Bold", 27)
    small = _font("FiraSans-Regular", 19)
    draw.text((150, 92), "BHU", fill=0, font=_font("Spectral-Bold", 44))
    draw.text((150, 146), "Beredningen för hållbar utveckling", fill=0, font=small)
    draw.text((820, 100), f"Protokollsutdrag  {number}(2)", fill=0, font=small)
    draw.text((820, 126), "Sammanträdesdatum 2024-02-01", fill=0, font=small)
    draw.line((150, 184, 1100, 184), fill=0, width=2)
    if number == 1:
        draw.text((150, 1640), MARK, fill=0, font=small)
    y = 214
    for line in lines:
        if line.startswith("#"):
            draw.text((150, y), line[1:], fill=0, font=bold)
        elif line.startswith("~"):
            draw.text((150, y), line[1:], fill=0, font=small)
        elif line == "@signature":
            _sign(draw, 190, y + 66)
            y += 74
        elif line == "@stamp":
            _stamp(draw, 700, y)
        else:
            draw.text((150, y), line, fill=0, font=body)
        y += 37 if line else 22
    return paper


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Load a face for drawing pixels."""
    return ImageFont.truetype(str(FONT_DIR / f"{name}.ttf"), size)


def _sign(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """Draw a scrawl that no one can read as a name."""
    points = [(x, y), (x + 22, y - 44), (x + 34, y + 12), (x + 60, y - 26), (x + 74, y + 6)]
    points += [(x + 100 + 18 * i, y - (16 if (i + x + y) % 3 else -4) + i) for i in range(9)]
    points += [(x + 330, y - 22)]
    draw.line(points, fill=30, width=4, joint="curve")


def _stamp(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """Draw the stamp of the registry, as a frame with a date."""
    draw.rectangle((x, y, x + 360, y + 118), outline=40, width=5)
    font = _font("FiraSans-SemiBold", 24)
    draw.text((x + 22, y + 14), "INKOM", fill=40, font=font)
    draw.text((x + 22, y + 44), "2024-02-07", fill=40, font=_font("FiraSans-SemiBold", 32))
    draw.text((x + 22, y + 84), "Dnr RS 2023-05615", fill=40, font=font)


def _scan(paper: Image.Image, skew: float, noise: random.Random) -> Image.Image:
    """Turn the paper a little, add dust and the dark edge of the glass, and make it 1-bit."""
    turned = paper.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    draw = ImageDraw.Draw(turned)
    for _ in range(170):
        x, y = int(noise.random() * WIDTH), int(noise.random() * HEIGHT)
        size = int(noise.random() * 2.4)
        draw.ellipse((x, y, x + size, y + size), fill=60)
    for y in range(0, HEIGHT, 3):
        draw.line((0, y, int(noise.random() * 5), y + 2), fill=0)
    for x, y in ((52, 560), (52, 1190)):  # punched holes
        draw.ellipse((x - 21, y - 21, x + 21, y + 21), fill=20)
    return turned.point([0 if level < 150 else 255 for level in range(256)], mode="1")


def _add_page(pdf: Pdf, image: Image.Image) -> None:
    """Add a page that holds nothing but the image, compressed as fax group 4."""
    buffer = BytesIO()
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[TiffImagePlugin.ROWSPERSTRIP] = HEIGHT
    image.save(buffer, format="TIFF", compression="group4", tiffinfo=tags)
    with Image.open(buffer) as tiff:
        assert isinstance(tiff, TiffImagePlugin.TiffImageFile)
        (offset,), (length,) = tiff.tag_v2[273], tiff.tag_v2[279]
        white_is_zero = tiff.tag_v2[262] == 0
    stream = Stream(pdf, buffer.getvalue()[offset : offset + length])
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = WIDTH, HEIGHT
    stream.BitsPerComponent, stream.ColorSpace = 1, Name.DeviceGray
    stream.Filter = Name.CCITTFaxDecode
    stream.DecodeParms = Dictionary(K=-1, Columns=WIDTH, Rows=HEIGHT, BlackIs1=not white_is_zero)
    width, height = WIDTH * 72 / DPI, HEIGHT * 72 / DPI
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj.MediaBox = Array([0, 0, round(width, 2), round(height, 2)])
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(stream)))
    page.obj.Contents = pdf.make_stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode())
