"""Hold the figures of the stand-in annual accounts, in thousands of kronor; must not lay out."""

from collections.abc import Sequence

Row = tuple[str, int, int, int]  # label, 2022, budget 2023, 2023

RESULT, EQUITY = 695, 12_569

INCOME: tuple[Row, ...] = (
    ("Verksamhetens intäkter", 68_214, 69_500, 71_846),
    ("Verksamhetens kostnader", -66_503, -69_590, -73_268),
    ("Avskrivningar", -236, -240, -214),
    ("**Verksamhetens nettokostnader**", 1_475, -330, -1_636),
    ("Finansiella intäkter", 541, 354, 2_354),
    ("Finansiella kostnader", -21, -24, -23),
    ("**Årets resultat**", 1_995, 0, RESULT),
)
BALANCE: tuple[tuple[str, int, int], ...] = (
    ("Maskiner och inventarier", 742, 612),
    ("**Summa anläggningstillgångar**", 742, 612),
    ("Förråd", 148, 0),
    ("Kundfordringar", 3_902, 4_318),
    ("Övriga kortfristiga fordringar", 1_985, 2_207),
    ("Förutbetalda kostnader och upplupna intäkter", 5_733, 6_140),
    ("Kassa och bank", 36_190, 38_415),
    ("**Summa omsättningstillgångar**", 47_958, 51_080),
    ("**Summa tillgångar**", 48_700, 51_692),
)
LIABILITIES: tuple[tuple[str, int, int], ...] = (
    ("Ingående eget kapital", 9_879, 11_874),
    ("Årets resultat", 1_995, RESULT),
    ("**Summa eget kapital**", 11_874, EQUITY),
    ("Avsättning socionomutbildning", 0, 1_500),
    ("**Summa avsättningar**", 0, 1_500),
    ("Leverantörsskulder", 4_988, 5_214),
    ("Förutbetalda intäkter, projektmedel", 25_306, 25_611),
    ("Upplupna kostnader", 4_790, 4_986),
    ("Övriga kortfristiga skulder", 1_742, 1_812),
    ("**Summa kortfristiga skulder**", 36_826, 37_623),
    ("**Summa eget kapital, avsättningar och skulder**", 48_700, 51_692),
)
CASH: tuple[tuple[str, int], ...] = (
    ("Årets resultat", RESULT),
    ("Justering för avskrivningar", 214),
    ("Justering för avsättning", 1_500),
    ("Minskning av förråd", 148),
    ("Ökning av kortfristiga fordringar", -1_045),
    ("Ökning av kortfristiga skulder", 797),
    ("**Kassaflöde från den löpande verksamheten**", 2_309),
    ("Investering i inventarier", -84),
    ("**Årets kassaflöde**", 2_225),
    ("Likvida medel vid årets början", 36_190),
    ("**Likvida medel vid årets slut**", 38_415),
)
UNITS: tuple[tuple[str, int, int, int], ...] = (  # unit, income, costs, result against budget
    ("Kansli", 14_920, -13_920, 1_000),
    ("Regional utveckling", 31_455, -31_395, 60),
    ("Välfärd och kompetens", 18_610, -18_590, 20),
    ("Navet science center", 9_215, -9_600, -385),
)
EQUITY_BY_YEAR = ((2019, 6_204), (2020, 8_117), (2021, 9_879), (2022, 11_874), (2023, EQUITY))
RESULT_BY_YEAR = ((2019, 388), (2020, 1_913), (2021, 1_762), (2022, 1_995), (2023, RESULT))


def amount(value: int) -> str:
    """Write a figure with spaces between thousands and a true minus."""
    return f"{abs(value):,}".replace(",", "\xa0").join(("−" if value < 0 else "", ""))


def rows(heads: Sequence[str], data: Sequence[tuple[str | int, ...]]) -> list[tuple[str, ...]]:
    """Turn figures into the rows of a table; a bold label makes its figures bold."""
    table = [tuple(heads)]
    for label, *values in data:
        strong = str(label).startswith("**")
        cells = [amount(v) if isinstance(v, int) else v for v in values]
        table.append((str(label), *(f"**{c}**" if strong and c else c for c in cells)))
    return table
