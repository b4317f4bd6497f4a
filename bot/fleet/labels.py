"""`python -m bot labels`: asset tags on sheets of labels."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.config.zones import all_countries
from bot.faults import Fault, Faulty
from bot.web.label_page import label_address
from lifecycle.device import DEVICE_ENDS, Device, DeviceState, as_labelled
from lifecycle.policy import Found, Policy
from messages.reader import Reader
from messages.tags.fit import undrawable
from messages.tags.paper import AS_THEY_ARE, MOST_MOVED, Alignment, Label, module_of, print_labels, tag_fits
from messages.tags.qr import EASY, FINEST
from messages.tags.sheets import SHEETS, USUAL, Sheet, sheet_named
from messages.tags.words import whose_line
from store.register import Register, Section, Wanted

Tell = Callable[[str], None]

AT_ONCE = 500
"""Devices that are read in one go."""

GONE = DEVICE_ENDS | {DeviceState.WRITTEN_OFF, DeviceState.LOST}
"""Where a device is that gets no label unless its tag is named."""

SOURCE = "labels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which devices get a label: those with these tags, in this order, or else all that are `wanted`."""

    tags: Sequence[str] = ()
    wanted: Wanted | None = None

    @classmethod
    def of(cls, tags: Sequence[str], *, in_stock: bool, country: str | None, category: str | None) -> Self:
        """The choice behind the words of the command."""
        wanted = Wanted(
            state=DeviceState.IN_STOCK if in_stock else None, country=country and country.upper(), category=category
        )
        return cls(tags=tuple(tags), wanted=None if wanted == Wanted() else wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """What is printed on: the sheet with that name, of which `skip` labels are used up, and how it is aligned."""

    sheet: str = USUAL
    skip: int = 0
    alignment: Alignment = AS_THEY_ARE

    def known(self) -> Sheet | None:
        """The sheet, if there is one with that name."""
        return sheet_named(self.sheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Prints labels whose codes lead below `public_url`; tells what is left out."""

    register: Register
    policy: Policy
    public_url: str | None
    tell: Tell

    def run(self, choice: Choice, stationery: Stationery, out: Path) -> bool:
        """Write the PDF; False when there was nothing to print.

        Raises:
            Faulty: with everything that is wrong with what was asked; no file is written then.
        """
        sheet, public_url = _checked(choice, self.policy, stationery, out), self._public_url()
        devices = self._named(choice.tags) if choice.wanted is None else list(self._all(choice.wanted))
        labels = [Label(tag, label_address(public_url, tag)) for tag in self._printable(devices, sheet)]
        if not labels:
            self.tell("There is no label to print.")
            return False
        self._check_codes(labels, sheet, stationery.sheet)
        skip = stationery.skip
        _write(out, print_labels(labels, sheet, alignment=stationery.alignment, skip=skip, whose=self._whose()))
        pages = -(-(skip + len(labels)) // sheet.count)
        self.tell(f"{_count(len(labels), 'label')} on {_count(pages, 'sheet')} in {out}. Print it in its real size.")
        return True

    def _check_codes(self, labels: Sequence[Label], sheet: Sheet, sheet_name: str) -> None:
        """Refuse codes that cannot be scanned, and tell when they are hard to."""
        longest = max((label.address for label in labels), key=len)
        module = module_of(longest, sheet)
        if module < FINEST:
            problem = f"{sheet_name} has labels too small for a code that says {longest}: take a larger one"
            raise Faulty(SOURCE, [Fault("--sheet", problem)])
        if module < EASY:
            self.tell(
                f"The codes are fine: {module:.2f} mm for a module. Print them with 600 dpi, and scan one before you "
                "print them all; larger labels or a shorter PUBLIC_URL make them easier to scan."
            )

    def _public_url(self) -> str:
        if self.public_url is None:
            raise Faulty("The settings", [Fault("PUBLIC_URL", "is missing; set the address that labels lead to")])
        return self.public_url

    def _named(self, tags: Sequence[str]) -> list[Device]:
        found = {tag: self.register.device(as_labelled(tag)).items for tag in tags}
        if unknown := [Fault(tag, "no device has this asset tag") for tag, devices in found.items() if not devices]:
            raise Faulty(SOURCE, unknown)
        return [device for tag in tags for device in found[tag]]

    def _all(self, wanted: Wanted) -> Iterator[Device]:
        after: int | None = 0
        while after is not None:
            page = self.register.devices(Section(after, AT_ONCE), wanted)
            yield from (device for device in page.items if device.state not in GONE)
            after = page.next

    def _printable(self, devices: Sequence[Device], sheet: Sheet) -> Iterator[str]:
        for device in devices:
            if problem := _problem(device, sheet):
                self.tell(f"Left out: {_described(device)}: {problem}.")
            elif device.asset_tag is not None:
                yield device.asset_tag

    def _whose(self) -> str | None:
        found: Found = self.policy.found
        if not found.can_be_reached:
            self.tell(
                "The policy names nobody whom a finder can call or write to; the page behind the labels can only "
                "ask to hand a device in. Fill in [found] in policy.toml."
            )
        line = whose_line(found, Reader.in_channels(self.policy))
        if line and (wrong := undrawable(line)):
            self.tell(f"The labels do not tell whose they are: the typeface has no {wrong}")
            return None
        return line


def _checked(choice: Choice, policy: Policy, stationery: Stationery, out: Path) -> Sheet:
    """The sheet; raises `Faulty` with everything that is wrong with the words of the command."""
    faults = [] if choice.wanted is None else list(_unknown(choice.wanted, policy))
    if bool(choice.tags) == (choice.wanted is not None):
        faults.append(Fault("TAG", "name either tags, or which devices with --all-in-stock, --country or --category"))
    faults.extend(_unfit(stationery))
    if out.suffix.casefold() != ".pdf":
        faults.append(Fault("OUT", f"must be the name of a PDF file, like labels.pdf; it is {out}"))
    sheet = stationery.known()
    if faults or sheet is None:
        raise Faulty(SOURCE, faults)
    return sheet


def _unfit(stationery: Stationery) -> Iterator[Fault]:
    sheet, name, skip = stationery.known(), stationery.sheet, stationery.skip
    if sheet is None:
        known = "".join(f"\n    {one_name}: {one.what}" for one_name, one in SHEETS.items())
        yield Fault("--sheet", f"there is no sheet {name!r}; there are{known}")
    elif not 0 <= skip < sheet.count:
        yield Fault("--skip", f"must be from 0 to {sheet.count - 1}: {name} has {sheet.count} labels")
    for option, moved in (("--dx", stationery.alignment.right), ("--dy", stationery.alignment.down)):
        if not -MOST_MOVED <= moved <= MOST_MOVED:  # nor for what is no number
            yield Fault(option, f"must be from -{MOST_MOVED:g} to {MOST_MOVED:g} mm")


def _unknown(wanted: Wanted, policy: Policy) -> Iterator[Fault]:
    if wanted.country is not None and wanted.country not in all_countries():
        yield Fault("--country", f"{wanted.country!r} is not a country's ISO 3166-1 code of two letters, like DE")
    known = [category.id for category in policy.categories]
    if wanted.category is not None and wanted.category not in known:
        yield Fault("--category", f"there is no category {wanted.category!r}; there are {', '.join(known)}")


def _problem(device: Device, sheet: Sheet) -> str | None:
    """Why a device gets no label."""
    if device.asset_tag is None:
        return "it has no asset tag"
    if wrong := undrawable(device.asset_tag):
        return f"the typeface has no {wrong}"
    return None if tag_fits(device.asset_tag, sheet) else "its tag is too long for this sheet"


def _described(device: Device) -> str:
    serial = f", serial number {device.serial}" if device.serial else ""
    tag = f"{device.asset_tag}, " if device.asset_tag else ""
    return f"device {device.id} ({tag}{device.manufacturer} {device.model}{serial})"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _write(out: Path, pdf: bytes) -> None:
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise Faulty(SOURCE, [Fault("OUT", f"{out} cannot be written: {error.strerror}")]) from error
