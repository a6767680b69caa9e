"""Make up the rows of the annexes, the same each time; must not lay anything out."""

import random
from collections.abc import Iterator, Sequence

from . import figures
from .prose import read_text

Rows = list[tuple[str, ...]]
ANSWERS = 156


def money(value: int) -> str:
    """Write an amount with the plain hyphen that the standard fonts have."""
    return figures.amount(value).replace("−", "-")


def account_rows(unit: tuple[str, int, int, int], seed: int) -> Rows:
    """Spread a unit's income and costs over the accounts, so that the sums agree."""
    pick = random.Random(seed)
    name, income, costs, _ = unit
    accounts = read_text("annex-accounts")[0].rows[1:]
    rows: Rows = [("Konto", "Benämning", "Budget 2023", "Utfall 2023", "Avvikelse", "Utfall 2022")]
    for kind, total in (("3", income), ("45678", costs)):
        chosen = [a for a in accounts if a[0][0] in kind and (a[0] != "3120" or "Navet" in name)]
        shares = _shares(total * 1000, [int(a[2]) for a in chosen], pick)
        budgets = _shares(total * 990, [int(a[2]) for a in chosen], pick)
        before = _shares(total * 940, [int(a[2]) for a in chosen], pick)
        for account, share, budget, earlier in zip(chosen, shares, budgets, before, strict=True):
            cells = (budget, share, share - budget, earlier)
            rows.append((account[0], account[1], *map(money, cells)))
        sums = (sum(budgets), sum(shares), sum(shares) - sum(budgets), sum(before))
        label = "Summa intäkter" if total > 0 else "Summa kostnader"
        rows.append(("", f"**{label}**", *(f"**{money(s)}**" for s in sums)))
    return rows


def project_rows(first: int, count: int) -> Rows:
    """Return projects with a figure for each month, in thousands."""
    pick = random.Random(100 + first)
    months = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
    rows: Rows = [("Nr", "Projekt", "Finansiär", *months, "Summa")]
    projects = read_text("annex-projects")[0].rows[1:]
    for number, (name, payer) in enumerate(projects[first : first + count], first + 1):
        level = 20 + pick.random() * 160
        values = [int(level * (0.4 + pick.random())) for _ in months]
        values[6] //= 4  # July
        cells = [str(v) for v in values]
        rows.append((f"{9000 + number * 7}", name, payer, *cells, money(sum(values))))
    return rows


def ledger_lines(pages: int, per_page: int) -> Iterator[list[str]]:
    """Return the lines of a general ledger, page by page, in fixed columns."""
    pick = random.Random(7)
    accounts = [a for a in read_text("annex-accounts")[0].rows[1:] if a[0] > "4"]
    texts = ("Leverantörsfaktura", "Omföring", "Periodisering", "Rättelse", "Utlägg")
    serial = 230_001
    rule = "-" * 117
    for page in range(pages):
        account = accounts[page * 2 + 1]
        lines = [f"Konto {account[0]} {account[1]}", ""]
        lines.append(
            f"{'Datum':<12}{'Vernr':<9}{'Text':<30}{'Ansvar':>7}{'Projekt':>9}"
            f"{'Debet':>16}{'Kredit':>16}{'Saldo':>18}"
        )
        lines.append(rule)
        balance = 0
        days = sorted(int(pick.random() * 336) for _ in range(per_page))  # 12 months of 28 days
        for day in days:
            value = int(800 + pick.random() ** 3 * 240_000)
            credit = pick.random() < 0.2
            balance += -value if credit else value
            serial += 1 + int(pick.random() * 5)
            amount = f"{money(value)},00"
            lines.append(
                f"2023-{day // 28 + 1:02}-{day % 28 + 1:02}  {serial:<9}"
                f"{texts[int(pick.random() * len(texts))]:<30}{100 + int(pick.random() * 40):>7}"
                f"{9000 + 7 * int(1 + pick.random() * 36):>9}"
                f"{'' if credit else amount:>16}{amount if credit else '':>16}"
                f"{money(balance) + ',00':>18}"
            )
        lines += [rule, f"{'Utgående saldo':<99}{money(balance) + ',00':>18}"]
        yield lines


def inventory_rows(page: int, count: int) -> Rows:
    """Return a page of the inventory."""
    pick = random.Random(400 + page)
    kinds: tuple[str, ...] = (
        "Bärbar dator",
        "Skärm 27 tum",
        "Konferensbord",
        "Höj- och sänkbart bord",
        "Projektor",
    )
    kinds += ("Mikroskop", "Utställningsmonter", "3D-skrivare", "Arkivskåp", "Videokonferenssystem")
    places = ("Kansli", "Regional utveckling", "Välfärd", "Navet plan 1", "Navet plan 2", "Förråd")
    rows: Rows = [("Nr", "Föremål", "Plats", "Inköpt", "Anskaffning, kr", "Bokfört, kr")]
    for index in range(count):
        year = 2015 + int(pick.random() * 9)
        price = 2_000 + int(pick.random() * 38_000)
        left = max(0, price * (year - 2018) // 6) if year > 2018 else 0
        kind = kinds[int(pick.random() * len(kinds))]
        place = places[int(pick.random() * len(places))]
        number = f"{1000 + page * count + index}"
        rows.append((number, kind, place, str(year), money(price), money(min(left, price))))
    return rows


def supplier_rows(page: int, count: int) -> Rows:
    """Return a page of purchases by kind of supplier; suppliers are not named."""
    pick = random.Random(700 + page)
    kinds = ("Lokaler", "Konsult", "It-drift", "Livsmedel", "Resor", "Utbildning", "Möbler")
    quarter_heads = ("Kv 1", "Kv 2", "Kv 3", "Kv 4")
    rows: Rows = [("Lev.nr", "Varugrupp", "Avtal", "Antal fakturor", *quarter_heads, "Summa kr")]
    for index in range(count):
        quarters = [int(pick.random() ** 2 * 190_000) for _ in range(4)]
        agreement = ("Ramavtal", "Direktupphandling", "Kommunernas avtal")[int(pick.random() * 3)]
        number, invoices = f"{20_000 + page * 400 + index * 13}", str(4 + int(pick.random() * 60))
        group = kinds[int(pick.random() * len(kinds))]
        cells = (*map(money, quarters), money(sum(quarters)))
        rows.append((number, group, agreement, invoices, *cells))
    return rows


def answer_rows(agree: int, seed: int) -> Rows:
    """Return how the answers to a question were spread; they sum to the number of answers."""
    pick = random.Random(seed)
    strongly = int(agree * (0.4 + pick.random() * 0.2))
    neither = int((ANSWERS - agree) * 0.6)
    spread = (strongly, agree - strongly, neither, ANSWERS - agree - neither)
    names = ("Instämmer helt", "Instämmer delvis", "Varken eller", "Instämmer inte")
    rows: Rows = [("Svar", "Antal", "Andel")]
    rows += [
        (n, str(v), f"{v * 100 / ANSWERS:.1f} %".replace(".", ","))
        for n, v in zip(names, spread, strict=True)
    ]
    rows.append(("**Summa**", f"**{ANSWERS}**", "**100,0 %**"))
    return rows


def _shares(total: int, weights: Sequence[int], pick: random.Random) -> list[int]:
    """Split a total by weights with some chance; the largest share takes what is left over."""
    drawn = [weight * (0.7 + pick.random() * 0.6) for weight in weights]
    shares = [int(total * part / sum(drawn)) for part in drawn]
    largest = drawn.index(max(drawn))
    shares[largest] += total - sum(shares)
    return shares
