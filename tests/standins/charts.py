"""Draw bar charts as flowables; must not know where the numbers come from."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable


class BarChart(Flowable):
    """Upright bars with their value above and their name below."""

    def __init__(
        self,
        title: str,
        bars: Sequence[tuple[str, float]],
        *,
        width: float,
        height: float = 170,
        colour: str,
        font: str,
        bold: str,
        line: float | None = None,
    ) -> None:
        """Hold the bars; line is a value marked by a dashed line, as a goal is."""
        super().__init__()
        self.title, self.bars, self.line = title, bars, line
        self.width, self.height = width, height
        self.colour, self.font, self.bold = colour, font, bold

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the size."""
        return self.width, self.height + 12

    def draw(self) -> None:
        """Draw the title, the axis, the bars and the goal."""
        canvas = self.canv
        top = max(value for _, value in self.bars) * 1.08
        low = min(0.0, *(value for _, value in self.bars)) * 1.25
        area = self.height - 48
        scale = area / (top - low)
        base = 22 - low * scale
        canvas.setFont(self.bold, 10)
        canvas.setFillColor(HexColor("#222222"))
        canvas.drawString(0, self.height - 8, self.title)
        step = self.width / len(self.bars)
        for index, (name, value) in enumerate(self.bars):
            x = index * step + step * 0.2
            canvas.setFillColor(HexColor(self.colour if value >= 0 else "#b4493d"))
            canvas.rect(x, base, step * 0.6, value * scale, stroke=0, fill=1)
            canvas.setFillColor(HexColor("#222222"))
            canvas.setFont(self.font, 8.5)
            text = f"{abs(value):,.0f}".replace(",", "\xa0")
            above = base + max(value, 0) * scale + 4
            canvas.drawCentredString(x + step * 0.3, above, ("−" if value < 0 else "") + text)
            canvas.drawCentredString(x + step * 0.3, 6, name)
        canvas.setStrokeColor(HexColor("#555555"))
        canvas.setLineWidth(0.7)
        canvas.line(0, base, self.width, base)
        if self.line is not None:
            canvas.setDash(4, 3)
            canvas.setStrokeColor(HexColor("#b4493d"))
            canvas.line(0, base + self.line * scale, self.width, base + self.line * scale)
            canvas.setDash()
