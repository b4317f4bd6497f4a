"""Dates, money, countries, words and signs, as people write them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faults import Faulty
from bot.fleet.file import amounts
from bot.fleet.file.amounts import currency_of, read_amount
from bot.fleet.file.choices import Decimals, Order
from bot.fleet.file.dates import read_date
from bot.fleet.file.fields import HEADINGS, Field, plain, recognised
from bot.fleet.file.mapping import read_mapping
from bot.fleet.file.neutral import STARTS, quoted, tidy, unquoted
from bot.fleet.file.options import Options
from bot.fleet.file.places import country_of
from bot.fleet.file.written import options_of
from lifecycle.list_flaws import NotTaken
from tests.support.fleet_files import asked, lines_of, read_text, unfit, written

HEAD = "Serial,Category,Manufacturer,Model,Country,Bought on,Price,Currency\n"


def row(number: int, day: str = "", price: str = "", currency: str = "EUR") -> str:
    return f'S{number},Laptop,Lenovo,T14,DE,"{day}","{price}",{currency}\n'


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-12-31", Order.ISO, date(2026, 12, 31)),
        ("2026-12-31T23:59:59.000Z", Order.ISO, date(2026, 12, 31)),
        ("2026/1/5 10:11", Order.ISO, date(2026, 1, 5)),
        ("31.12.2026", Order.DAY_FIRST, date(2026, 12, 31)),
        ("3/5/2024 9:00 AM", Order.MONTH_FIRST, date(2024, 3, 5)),
        ("3-5-24", Order.DAY_FIRST, date(2024, 5, 3)),
        ("05/05/2024", Order.ISO, date(2024, 5, 5)),
        ("5 Mar 2024", Order.ISO, date(2024, 3, 5)),
        ("05-Mar-24", Order.ISO, date(2024, 3, 5)),
        ("Mar 5, 2024", Order.ISO, date(2024, 3, 5)),
        ("5. März 2024", Order.ISO, date(2024, 3, 5)),
        ("5 de marzo de 2024", Order.ISO, date(2024, 3, 5)),
    ],
)
def test_dates(text: str, order: Order, day: date) -> None:
    assert read_date(text, order) == day


@pytest.mark.parametrize("text", ["2024-02-30", "31/02/2024", "03/05/2024", "yesterday", "45356", "1/2/3/4"])
def test_no_dates(text: str) -> None:
    with pytest.raises(NotTaken, match=r"date"):
        read_date(text, Order.ISO)


def test_one_date_decides_for_its_column(tmp_path: Path) -> None:
    day_first = read_text(tmp_path, HEAD + row(1, "03/05/2024") + row(2, "25/05/2024"))
    assert [one.purchased_on for one in day_first.devices] == [date(2024, 5, 3), date(2024, 5, 25)]
    month_first = read_text(tmp_path, HEAD + row(1, "03/05/2024") + row(2, "05/25/2024"))
    assert [one.purchased_on for one in month_first.devices] == [date(2024, 3, 5), date(2024, 5, 25)]


def test_with_points_the_day_is_first(tmp_path: Path) -> None:
    told = read_text(tmp_path, HEAD + row(1, "03.05.2024") + row(2, "12.4.24"))
    assert [one.purchased_on for one in told.devices] == [date(2024, 5, 3), date(2024, 4, 12)]


@pytest.mark.parametrize("days", [("03.05.2024", "05/25/2024"), ("03/05/2024",), ("25/05/2024", "05/25/2024")])
def test_what_no_date_decides_is_asked(tmp_path: Path, days: tuple[str, ...]) -> None:
    text = HEAD + "".join(row(number, day) for number, day in enumerate(days))
    with asked() as questions:
        read_text(tmp_path, text)
    assert questions[0].endswith("may have the day or the month first: --dates day-first or --dates month-first")
    told = read_text(tmp_path, text, Options(dates=Order.DAY_FIRST))
    assert told.devices[0].purchased_on == date(2024, 5, int(days[0][:2]))
    assert len(told.refused) == len(days) - 1


@pytest.mark.parametrize(
    ("text", "decimals", "amount", "currency"),
    [
        ("1450", Decimals.POINT, "1450", None),
        ("1,450.00", Decimals.POINT, "1450.00", None),
        ("1.450,00", Decimals.COMMA, "1450.00", None),
        ("1 450,50 €", Decimals.COMMA, "1450.50", "EUR"),
        ("1'450.50", Decimals.POINT, "1450.50", None),
        ("£1,000,000", Decimals.POINT, "1000000", "GBP"),
        ("USD 12.5", Decimals.POINT, "12.5", "USD"),
        ("$12.50", Decimals.POINT, "12.50", None),
        (".99", Decimals.POINT, "0.99", None),
    ],
)
def test_money(text: str, decimals: Decimals, amount: str, currency: str | None) -> None:
    assert read_amount(text, decimals) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["free", "-5", "1.2.3", "1,45.00", "1e9", "9999999999", "12 or 13"])
def test_no_money(text: str) -> None:
    with pytest.raises(NotTaken, match=r"bad_amount"):
        read_amount(text, Decimals.POINT)


@pytest.mark.parametrize(
    ("seen", "decimals"),
    [
        (("1450",), Decimals.POINT),
        (("1.450", "99,90"), Decimals.COMMA),
        (("1,450", "99.90"), Decimals.POINT),
        (("1.234.567",), Decimals.COMMA),
        (("1.450",), None),
        (("99,90", "99.90"), None),
    ],
)
def test_the_column_tells_what_is_before_the_cents(seen: tuple[str, ...], decimals: Decimals | None) -> None:
    column = amounts.Seen()
    for text in seen:
        column.look(text, has_currency=True)
    assert column.decimals() is decimals


def test_an_amount_that_could_be_two_is_asked(tmp_path: Path) -> None:
    text = HEAD + row(1, price="1.450")
    with asked() as questions:
        read_text(tmp_path, text)
    assert "may have a point or a comma before the cents" in questions[0]
    (device,) = read_text(tmp_path, text, Options(decimals=Decimals.COMMA)).devices
    assert device.price is not None
    assert device.price.amount == Decimal(1450)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("de", "DE"),
        ("Allemagne", "DE"),
        ("Deutschland", "DE"),
        ("日本", "JP"),
        ("USA", "US"),
        ("U.K.", "GB"),
        ("DEU", "DE"),
    ],
)
def test_countries(text: str, code: str) -> None:
    assert country_of(text) == code


@pytest.mark.parametrize("text", ["", "XX", "EU", "Atlantis", "%"])
def test_no_countries(text: str) -> None:
    with pytest.raises(NotTaken, match="bad_country"):
        country_of(text)


def test_no_heading_means_two_things() -> None:
    words = {(plain(heading), field) for field, headings in HEADINGS.items() for heading in headings}
    assert len(words) == len({word for word, _ in words})


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("SERIAL NUMBER", Field.SERIAL),
        ("numero de serie", Field.SERIAL),
        ("Computer models - Model", Field.MODEL),
        ("Operating System - Serial number", Field.ATTRIBUTE),
        ("cf:Serial number, type:text", Field.SERIAL),
        ("Attribute: Serial number", Field.ATTRIBUTE),
        ("Favourite colour", Field.ATTRIBUTE),
    ],
)
def test_headings(heading: str, field: Field) -> None:
    assert recognised(heading)[0] is field


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\t\n")))
def test_what_is_quoted_is_harmless_and_comes_back(text: str) -> None:
    assert not quoted(text).startswith(tuple(one for one in STARTS if one != "'"))
    assert unquoted(tidy(quoted(text))) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = (("Serial", "Model", "Note"), ("PF1", "é, ü; ß| €", 'say "hi"'), ("PF2", "ñ", ""))
    quoted_rows = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in one) for one in rows)
    file = written(tmp_path, "\r\n".join(quoted_rows).encode(encoding))
    with lines_of(file) as lines:
        assert lines == [*rows]


def test_a_line_that_names_the_delimiter(tmp_path: Path) -> None:
    with lines_of(written(tmp_path, b"sep=;\r\nSerial;Model, or so\r\nPF1;T14\r\n")) as lines:
        assert lines == [("Serial", "Model, or so"), ("PF1", "T14")]


def test_text_that_a_spreadsheet_keeps_as_text(tmp_path: Path) -> None:
    with lines_of(written(tmp_path, b'Serial\n"=""00123"""\n')) as lines:
        assert lines[1] == ("00123",)


def test_a_mapping_file(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    tables = ('[columns]\n"Kennung" = "serial"\n"Secret" = "ignore"\n', '[states]\n"Bereit" = "in_stock"\n')
    mapping.write_text("".join(tables) + '[categories]\n"Rechner" = "laptop"\n', encoding="utf-8")
    text = "Kennung,Secret,Status,Category,Manufacturer,Model,Country\nPF1,x,bereit,RECHNER,Lenovo,T14,DE\n"
    told = read_text(tmp_path, text, Options(meanings=read_mapping(mapping)))
    (device,) = told.devices
    assert (device.serial, device.state, device.category, device.attributes) == ("PF1", "in_stock", "laptop", {})


def test_every_fault_of_a_mapping_file(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        '[columns]\n"A" = "serail"\n[states]\n"B" = "somewhere"\n[colours]\n"C" = "red"\n', encoding="utf-8"
    )
    with pytest.raises(Faulty) as no:
        read_mapping(mapping)
    assert {fault.name for fault in no.value.faults} == {"columns.A", "states.B", "colours"}
    with pytest.raises(Faulty, match="cannot be read"):
        read_mapping(tmp_path / "nothing.toml")


def test_what_is_written_along_with_a_list() -> None:
    said = options_of("here it is: decimal-comma EUR country=Germany category=laptop THX")
    assert (said.decimals, said.currency, said.country, said.category) == (Decimals.COMMA, "EUR", "DE", "laptop")
    assert options_of("Day-First").dates is Order.DAY_FIRST
    assert options_of("") == Options()


def test_what_the_words_of_a_list_mean_is_written_along_with_it() -> None:
    said = options_of('“Out for loan” = in_use, Pending=in_stock &amp; "Gerätekennung"=serial sheet="Mar 2026"')
    assert said.meanings.states == {"outforloan": "in_use", "pending": "in_stock"}
    assert said.meanings.columns == {"geratekennung": Field.SERIAL}
    assert said.sheet == "Mar 2026"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("country=XX", "“country=XX” was written with it, and that is not understood. Write its code, like"),
        ("contry=DE", "“contry=DE” was written with it, and that is not understood. These are: country=DE,"),
        ('"Pending"=shelf', "is not understood. These are:"),
    ],
)
def test_what_looks_like_an_option_and_is_none_is_told(words: str, told: str) -> None:
    with unfit() as said:
        options_of(words)
    assert told in said[0]


def test_signs_of_currencies() -> None:
    assert (currency_of("€"), currency_of("usd"), currency_of("zł")) == ("EUR", "USD", "PLN")
    for text in ("$", "kr", "EURO"):
        with pytest.raises(NotTaken, match="bad_currency"):
            currency_of(text)
