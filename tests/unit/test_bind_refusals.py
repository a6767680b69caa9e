"""What cannot be bound is an error that names the part and says what to do."""

from __future__ import annotations

import io

import pytest

from kallelse.bind import BindError, bind
from tests import binding, pdfs


def test_a_password_is_an_error_that_names_the_part() -> None:
    pack = binding.make_pack([b""], {"item-2-1": 1})
    with pytest.raises(
        BindError, match=r"Bilaga 2\.1 “Underlag 2” \(item-2-1\).*password"
    ) as caught:
        bind(
            pack,
            binding.documents(pack, [pdfs.encrypted("hemligt")]),
            {},
            binding.sheet(()),
            language="sv-SE",
            created=binding.CREATED,
            target=io.BytesIO(),
        )
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("attachment", "message"),
    [
        (pdfs.damaged(), "cannot be read as a PDF|has 0 pages"),
        (b"", "cannot be read as a PDF"),
        (pdfs.text(3), "has 3 pages where 1 were counted"),
    ],
)
def test_what_cannot_be_bound_is_an_error_that_names_the_part(
    attachment: bytes, message: str
) -> None:
    pack = binding.make_pack([b""], {"item-2-1": 1})
    with pytest.raises(BindError, match=rf"item-2-1.*({message})"):
        bind(
            pack,
            binding.documents(pack, [attachment]),
            {},
            binding.sheet(()),
            language="sv-SE",
            created=binding.CREATED,
            target=io.BytesIO(),
        )


@pytest.mark.parametrize("where", ["sanitise.name_catalog", "depth.check"])
def test_whatever_goes_wrong_with_a_part_is_an_error_that_names_it(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise TypeError("inte vad det borde vara")

    monkeypatch.setattr(f"kallelse.bind.{where}", fail)
    with pytest.raises(BindError, match=r"item-2-1.*cannot be read as a PDF"):
        binding.bound(pdfs.text())


def test_documents_in_another_order_are_an_error() -> None:
    pack = binding.make_pack([])
    with pytest.raises(BindError, match="order"):
        bind(
            pack,
            binding.documents(pack, [])[::-1],
            {},
            binding.sheet(()),
            language="sv-SE",
            created=binding.CREATED,
            target=io.BytesIO(),
        )
