"""Asset tags from the command line: which devices get one, and what is told about the others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import segno

from bot.faults import Faulty
from bot.fleet.labels import Choice, Printer, Stationery
from lifecycle.device import DeviceState
from lifecycle.policy import Found
from messages.tags.paper import AS_THEY_ARE, Alignment
from store.engine import migrations
from tests.support.company import POLICY, Company, open_company
from tests.support.pdf import Pdf
from tests.support.returns import change_device
from tests.unit.bot.shell import Shell

URL = "https://desk.tallpine.example"
FOUND = Found(company="Tall Pine", phone="+49 30 901820")


@pytest.fixture
def company(sqlite_url: str) -> Iterator[Company]:
    with open_company(sqlite_url) as company:
        yield company


class Desk:
    """Prints into a folder, and keeps what was told."""

    def __init__(self, company: Company, folder: Path, found: Found = FOUND, url: str | None = URL) -> None:
        self.out = folder / "labels.pdf"
        self.told: list[str] = []
        self.printer = Printer(
            register=company.store.register,
            policy=replace(POLICY, found=found),
            public_url=url,
            tell=self.told.append,
        )

    def choose(
        self, *tags: str, in_stock: bool = False, country: str | None = None, category: str | None = None
    ) -> Choice:
        return Choice.of(tags, in_stock=in_stock, country=country, category=category)

    def run(self, choice: Choice, sheet: str = "L7159", skip: int = 0) -> bool:
        return self.printer.run(choice, Stationery(sheet=sheet, skip=skip), self.out)

    def words(self) -> list[str]:
        return [word.text for page in Pdf(self.out.read_bytes()).pages for word in page.words]

    def faults(
        self,
        choice: Choice,
        sheet: str = "L7159",
        skip: int = 0,
        out: Path | None = None,
        alignment: Alignment = AS_THEY_ARE,
    ) -> dict[str, str]:
        with pytest.raises(Faulty) as caught:
            self.printer.run(choice, Stationery(sheet=sheet, skip=skip, alignment=alignment), out or self.out)
        assert not self.out.exists()
        return {fault.name: fault.problem for fault in caught.value.faults}


def tags_of(company: Company, *ids: int) -> list[str]:
    with company.store.reading() as reads:
        found = [reads.device(one) for one in ids]
    return [str(one.asset_tag) for one in found if one]


def test_labels_for_tags_in_their_order(company: Company, tmp_path: Path) -> None:
    first, _, third = tags_of(company, *company.stock(3))
    desk = Desk(company, tmp_path)
    assert desk.run(desk.choose(third.lower(), first))
    assert desk.words() == [third, "Property of Tall Pine", first, "Property of Tall Pine"]
    assert desk.told == [f"2 labels on 1 sheet in {desk.out}. Print it in its real size."]


def test_the_code_leads_to_the_page_and_says_nothing_else(company: Company, tmp_path: Path) -> None:
    (tag,) = tags_of(company, *company.stock())
    desk = Desk(company, tmp_path)
    desk.run(desk.choose(tag))
    (page,) = Pdf(desk.out.read_bytes()).pages
    wanted = segno.make_qr(f"{URL}/a/{tag}", error="m").matrix
    area = sum(width * height for _, _, width, height in page.rectangles)
    module = min(height for _, _, _, height in page.rectangles)
    assert round(area / module**2) == sum(sum(row) for row in wanted)


def test_labels_for_what_is_in_stock_here(company: Company, tmp_path: Path) -> None:
    here = company.stock(2)
    company.stock(1, country="GB", location="london")
    change_device(company.store, here[1], state=DeviceState.IN_USE, holder_id=company.worker.id)
    desk = Desk(company, tmp_path)
    for choice, number in (
        (desk.choose(in_stock=True), 2),
        (desk.choose(in_stock=True, country="de"), 1),
        (desk.choose(country="DE"), 2),
        (desk.choose(category="laptop"), 3),
    ):
        desk.run(choice, "L4731")
        assert len([word for word in desk.words() if word.startswith("DD-")]) == number
    change_device(company.store, here[0], state=DeviceState.SOLD)
    desk.run(desk.choose(country="DE"), "L4731")
    assert desk.words() == [*tags_of(company, here[1]), "Property of", "Tall Pine"]


def test_what_is_left_out_is_told(company: Company, tmp_path: Path) -> None:
    none, foreign, long, good = company.stock(4)
    change_device(company.store, none, asset_tag=None)
    change_device(company.store, foreign, asset_tag="電腦-1")
    change_device(company.store, long, asset_tag="D" * 200)
    desk = Desk(company, tmp_path)
    assert desk.run(desk.choose(in_stock=True), "L4731", 3)
    assert desk.words() == [*tags_of(company, good), "Property of", "Tall Pine"]
    assert len(desk.told) == 5
    assert desk.told[0].endswith("(Lenovo T14, serial number PF000000): it has no asset tag.")
    assert desk.told[1].endswith("the typeface has no 電腦.")
    assert desk.told[2].endswith("its tag is too long for this sheet.")
    assert desk.told[3].startswith("The codes are fine: 0.27 mm for a module. Print them with 600 dpi")


def test_nothing_to_print_is_told(company: Company, tmp_path: Path) -> None:
    desk = Desk(company, tmp_path)
    assert not desk.run(desk.choose(country="FR"))
    assert desk.told == ["There is no label to print."]
    assert not desk.out.exists()


def test_a_policy_without_a_contact_is_told(company: Company, tmp_path: Path) -> None:
    (tag,) = tags_of(company, *company.stock())
    desk = Desk(company, tmp_path, Found())
    assert desk.run(desk.choose(tag))
    assert desk.told[0].startswith("The policy names nobody whom a finder can call or write to")
    assert desk.told[0].endswith("Fill in [found] in policy.toml.")
    assert desk.words() == [tag]
    desk = Desk(company, tmp_path, Found(company="電腦", phone="+49 30 901820"))
    assert desk.run(desk.choose(tag))
    assert desk.told[0] == "The labels do not tell whose they are: the typeface has no 電腦"


def test_everything_that_is_wrong_is_told_and_nothing_written(company: Company, tmp_path: Path) -> None:
    (tag,) = tags_of(company, *company.stock())
    desk = Desk(company, tmp_path)
    unknown = ("DD-9", "%", "'")
    assert desk.faults(desk.choose(tag, *unknown)) == dict.fromkeys(unknown, "no device has this asset tag")
    assert set(desk.faults(desk.choose(), "nope", out=tmp_path / "x.doc")) == {"TAG", "--sheet", "OUT"}
    assert set(desk.faults(desk.choose(tag, in_stock=True), skip=24)) == {"TAG", "--skip"}
    assert set(desk.faults(desk.choose(country="QQ", category="tablet"), skip=-1)) == {
        "--country",
        "--category",
        "--skip",
    }
    assert "63.5 x 33.9 mm, 24 on A4" in desk.faults(desk.choose(tag), "nope")["--sheet"]
    assert set(desk.faults(desk.choose(tag), out=tmp_path / "no" / "x.pdf")) == {"OUT"}
    assert set(Desk(company, tmp_path, url=None).faults(desk.choose(tag))) == {"PUBLIC_URL"}
    far = Alignment(right=float("nan"), down=4.1)
    assert set(desk.faults(desk.choose(tag), alignment=far)) == {"--dx", "--dy"}
    long = Desk(company, tmp_path, url="https://" + "x" * 60 + ".example")
    assert "too small for a code" in long.faults(desk.choose(tag), "L4731")["--sheet"]


def test_the_command(shell: Shell) -> None:
    migrations.upgrade(shell.database_url)
    with open_company(shell.database_url) as company:
        (tag,) = tags_of(company, *company.stock())
    shell.environment["PUBLIC_URL"] = URL
    told = shell.bot("labels", tag, "--sheet", "l7651", "--skip", "4", "--dx", "-1.5", "--outlines", "labels.pdf")
    assert (told.returncode, told.stderr) == (0, "")
    assert "1 label on 1 sheet in labels.pdf" in told.stdout
    (page,) = Pdf((shell.directory / "labels.pdf").read_bytes()).pages
    assert [word.text for word in page.words] == [tag]
    assert page.frames[0][0] == pytest.approx((4.67 - 1.5) * 72 / 25.4)
    unknown = shell.bot("labels", "DD-77777", "other.pdf")
    assert (unknown.returncode, unknown.stderr) == (
        1,
        "labels: 1 fault\n  DD-77777: no device has this asset tag\n",
    )
