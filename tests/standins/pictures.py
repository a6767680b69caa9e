"""Draw the illustrations of the magazine from plain shapes; must not load a picture from disk."""

import math
import random
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageFilter
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Box = tuple[float, float, float, float]  # x, y, width, height
Scene = Callable[[Canvas, float, float], None]
NAVY, PINK, LEMON, AQUA, LEAF, CREAM = (
    "#1b1f4b",
    "#e94f7c",
    "#ffd23f",
    "#3bc4c4",
    "#4caf6d",
    "#fff6e0",
)


def paint(canvas: Canvas, scene: Scene, box: Box) -> None:
    """Draw a scene inside a box, clipped to it."""
    x, y, width, height = box
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.translate(x, y)
    scene(canvas, width, height)
    canvas.restoreState()


def starfield(width: int, height: int, seed: int) -> ImageReader:
    """Make a small picture of a night sky, as a low-quality photograph would be."""
    pick = random.Random(seed)
    image = Image.new("RGB", (width, height), NAVY)
    for _ in range(7):
        cloud = Image.new("L", (width, height), 0)
        x, y = int(pick.random() * width), int(pick.random() * height)
        size = int(width * (0.1 + pick.random() * 0.2))
        cloud.paste(90, (x - size, y - size // 2, x + size, y + size // 2))
        colour = (PINK, AQUA, "#5b4bb7")[int(pick.random() * 3)]
        image.paste(colour, mask=cloud.filter(ImageFilter.GaussianBlur(size / 2)))
    for _ in range(260):
        x, y = int(pick.random() * (width - 1)), int(pick.random() * (height - 1))
        image.putpixel((x, y), (255, 255, 255))
    buffer = BytesIO()
    image.save(buffer, format="JPEG", quality=38)
    buffer.seek(0)
    return ImageReader(buffer)


def space(canvas: Canvas, width: float, height: float) -> None:
    """Draw planets before a night sky."""
    canvas.drawImage(starfield(420, 300, 5), 0, 0, width, height)
    _disc(canvas, width * 0.3, height * 0.5, height * 0.28, LEMON)
    _disc(canvas, width * 0.72, height * 0.66, height * 0.14, PINK)
    canvas.setStrokeColor(HexColor(CREAM))
    canvas.setLineWidth(5)
    canvas.ellipse(width * 0.58, height * 0.6, width * 0.86, height * 0.72)
    _disc(canvas, width * 0.86, height * 0.24, height * 0.07, AQUA)


def water(canvas: Canvas, width: float, height: float) -> None:
    """Draw waves and drops."""
    _ground(canvas, width, height, "#d8f3f3")
    for layer, colour in enumerate((AQUA, "#2a9fb0", "#1c7590", NAVY)):
        _wave(canvas, width, height * (0.52 - layer * 0.13), height * 0.05, layer, colour)
    for index in range(5):
        x = width * (0.14 + index * 0.18)
        y = height * (0.72 + 0.09 * (index % 2))
        _disc(canvas, x, y, height * 0.05, AQUA)
        half = height * 0.046
        _shape(canvas, [(x - half, y + 8), (x + half, y + 8), (x, y + height * 0.14)], AQUA)


def robot(canvas: Canvas, width: float, height: float) -> None:
    """Draw a friendly robot among gears."""
    _ground(canvas, width, height, LEMON)
    for x, y, size in ((0.14, 0.7, 0.16), (0.86, 0.3, 0.2), (0.8, 0.84, 0.1)):
        _gear(canvas, width * x, height * y, height * size, "#f4b400")
    cx, unit = width / 2, height / 10
    canvas.setFillColor(HexColor(NAVY))
    canvas.roundRect(cx - 2 * unit, unit, 4 * unit, 3.6 * unit, 12, stroke=0, fill=1)
    canvas.roundRect(cx - 1.6 * unit, 5 * unit, 3.2 * unit, 2.6 * unit, 12, stroke=0, fill=1)
    canvas.rect(cx - 0.15 * unit, 7.6 * unit, 0.3 * unit, unit, stroke=0, fill=1)
    _disc(canvas, cx, 8.8 * unit, 0.35 * unit, PINK)
    for side in (-1, 1):
        _disc(canvas, cx + side * 0.7 * unit, 6.5 * unit, 0.4 * unit, AQUA)
        canvas.setFillColor(HexColor(NAVY))
        canvas.rect(cx + side * 2.5 * unit - 0.25 * unit, 2 * unit, 0.5 * unit, 2.4 * unit, 0, 1)
    for index in range(3):
        _disc(canvas, cx + (index - 1) * unit, 3 * unit, 0.28 * unit, (PINK, LEMON, AQUA)[index])


def wind(canvas: Canvas, width: float, height: float) -> None:
    """Draw turbines and a sun over hills."""
    _ground(canvas, width, height, "#bfe6f5")
    _disc(canvas, width * 0.82, height * 0.78, height * 0.12, LEMON)
    _wave(canvas, width, height * 0.34, height * 0.09, 1, "#8fce9f")
    for x, size in ((0.22, 0.5), (0.45, 0.36), (0.64, 0.44)):
        _turbine(canvas, width * x, height * 0.3, height * size)
    _wave(canvas, width, height * 0.2, height * 0.07, 3, LEAF)


def cells(canvas: Canvas, width: float, height: float) -> None:
    """Draw what is seen in a microscope."""
    _ground(canvas, width, height, NAVY)
    radius = height * 0.46
    _disc(canvas, width / 2, height / 2, radius, "#fde2ea")
    pick = random.Random(11)
    for _ in range(24):
        angle, far = pick.random() * math.tau, math.sqrt(pick.random()) * radius * 0.8
        x, y = width / 2 + math.cos(angle) * far, height / 2 + math.sin(angle) * far
        size = radius * (0.06 + pick.random() * 0.07)
        _disc(canvas, x, y, size, (PINK, AQUA, "#f59ab5")[int(pick.random() * 3)])
        _disc(canvas, x, y, size * 0.35, NAVY)


def geometry(canvas: Canvas, width: float, height: float) -> None:
    """Draw a pattern of triangles."""
    _ground(canvas, width, height, CREAM)
    pick = random.Random(3)
    side = width / 8
    for row in range(int(height / side) + 1):
        for column in range(8):
            x, y = column * side, row * side
            corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
            corners.pop(int(pick.random() * 4))
            _shape(canvas, corners, (PINK, LEMON, AQUA, NAVY, LEAF)[int(pick.random() * 5)])


def garden(canvas: Canvas, width: float, height: float) -> None:
    """Draw seedlings of growing height."""
    _ground(canvas, width, height, "#e8f6ec")
    canvas.setFillColor(HexColor("#7a4b2b"))
    canvas.rect(0, 0, width, height * 0.2, stroke=0, fill=1)
    for index in range(6):
        x, tall = width * (0.1 + index * 0.16), height * (0.12 + index * 0.1)
        canvas.setStrokeColor(HexColor(LEAF))
        canvas.setLineWidth(6)
        canvas.line(x, height * 0.2, x, height * 0.2 + tall)
        for leaf in range(index + 1):
            y = height * 0.2 + tall * (leaf + 1) / (index + 1)
            canvas.setFillColor(HexColor(LEAF))
            canvas.ellipse(x - 34, y - 8, x, y + 8, stroke=0, fill=1)
            canvas.ellipse(x, y - 2, x + 34, y + 14, stroke=0, fill=1)
    _disc(canvas, width * 0.9, height * 0.86, height * 0.05, PINK)


def flasks(canvas: Canvas, width: float, height: float) -> None:
    """Draw flasks with liquids and bubbles."""
    _ground(canvas, width, height, PINK)
    for index, colour in enumerate((LEMON, AQUA, LEAF)):
        x, base, size = width * (0.22 + index * 0.28), height * 0.14, height * 0.26
        foot, neck, shoulder, rim = size * 0.6, size * 0.16, base + size * 1.4, base + size * 2
        outline = [(x - foot, base), (x + foot, base), (x + neck, shoulder), (x + neck, rim)]
        _shape(canvas, [*outline, (x - neck, rim), (x - neck, shoulder)], "#ffffff")
        low, high, level = size * 0.56, size * 0.36, base + size * 0.7
        liquid = [(x - low, base + 6), (x + low, base + 6), (x + high, level), (x - high, level)]
        _shape(canvas, liquid, colour)
        for bubble in range(4):
            y = base + size * (0.9 + bubble * 0.4)
            _disc(canvas, x + 8 * (-1) ** bubble, y, 5 + bubble * 2, colour)


def _ground(canvas: Canvas, width: float, height: float, colour: str) -> None:
    """Fill the background."""
    canvas.setFillColor(HexColor(colour))
    canvas.rect(0, 0, width, height, stroke=0, fill=1)


def _disc(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a disc."""
    canvas.setFillColor(HexColor(colour))
    canvas.circle(x, y, radius, stroke=0, fill=1)


def _shape(canvas: Canvas, points: list[tuple[float, float]], colour: str) -> None:
    """Draw a filled polygon."""
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.setFillColor(HexColor(colour))
    canvas.drawPath(path, stroke=0, fill=1)


def _wave(
    canvas: Canvas, width: float, level: float, swing: float, phase: float, colour: str
) -> None:
    """Fill everything below a wavy line."""
    steps = 40
    line = [
        (width * i / steps, level + swing * math.sin(i / steps * 9 + phase * 1.7))
        for i in range(steps + 1)
    ]
    _shape(canvas, [(0, 0), *line, (width, 0)], colour)


def _gear(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a gear with twelve teeth."""
    points = []
    for tooth in range(48):
        far = radius if tooth % 4 < 2 else radius * 0.8
        angle = tooth / 48 * math.tau
        points.append((x + far * math.cos(angle), y + far * math.sin(angle)))
    _shape(canvas, points, colour)
    _disc(canvas, x, y, radius * 0.3, LEMON)


def _turbine(canvas: Canvas, x: float, y: float, tall: float) -> None:
    """Draw a wind turbine that stands at x, y."""
    _shape(canvas, [(x - 4, y), (x + 4, y), (x + 2, y + tall), (x - 2, y + tall)], "#ffffff")
    for blade in range(3):
        angle = math.pi / 2 + 0.3 + blade * math.tau / 3
        wing = [(x, y + tall)]
        for turn, far in ((angle, tall * 0.5), (angle + 0.25, tall * 0.14)):
            wing.append((x + math.cos(turn) * far, y + tall + math.sin(turn) * far))
        _shape(canvas, wing, "#ffffff")
    _disc(canvas, x, y + tall, 5, NAVY)
