"""The words of other systems for what a device is, and where it is on its road."""

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.fleet.file.fields import plain
from lifecycle.device import DeviceState
from lifecycle.list_flaws import NotTaken, Why
from lifecycle.policy import Category
from lifecycle.retrieval import Condition

STATES: Mapping[DeviceState, tuple[str, ...]] = {
    DeviceState.IN_STOCK: (
        *(
            "in stock",
            "stock",
            "spare",
            "available for use",
            "in storage",
            "warehouse",
            "shelf",
            "unassigned",
            "pre provisioned",
        ),
        *("auf Lager", "Lager", "en stock", "disponible", "disponible en stock", "em estoque"),
        *("frei", "verfügbar", "Reserve", "in Reserve", "en réserve", "disponível"),
    ),
    DeviceState.IN_USE: (
        *("in use", "deployed", "ready to deploy deployed", "assigned", "checked out", "in custody", "issued"),
        *("active", "provisioned", "enabled", "managed", "aktiv", "actif", "activo", "ativo"),
        *(
            "in Benutzung",
            "in Verwendung",
            "vergeben",
            "ausgegeben",
            "zugewiesen",
            "affecté",
            "attribué",
            "asignado",
            "atribuído",
            "en service",
            "en uso",
            "em uso",
        ),
    ),
    DeviceState.IN_REPAIR: (
        *("repair", "out for repair", "broken", "maintenance", "in maintenance", "out for diagnostics", "undeployable"),
        *("defective", "damaged", "defekt", "in Reparatur", "en panne", "en réparation", "en reparación", "avariado"),
        *("in Wartung", "en maintenance", "em manutenção", "em reparo"),
    ),
    DeviceState.LOST: (
        "lost",
        "stolen",
        "lost/stolen",
        "missing",
        "verloren",
        "gestohlen",
        "perdu",
        "volé",
        "perdido",
        "robado",
        "roubado",
    ),
}
READY = frozenset(map(plain, ("ready to deploy", "ready to deploy deployable", "deployable", "available")))
"""What may be used: whether it is in use or in stock, is told by whether somebody has it."""

GONE = frozenset(
    map(
        plain,
        (
            *("archived", "retired", "disposed", "scrapped", "end of life", "deprovisioned", "broken - not fixable"),
            *("decommissioned", "disabled", "ausgemustert", "verschrottet", "verkauft", "entsorgt", "gespendet"),
            *("réformé", "hors service", "vendu", "mis au rebut", "donné", "vendido", "dado de baja", "descartado"),
        ),
    )
)
"""What has left the company, or is not used any more: it is not taken over."""

_LABELLED = re.compile(
    r"(?P<name>.+?)[ (]+(?P<kind>deployed|deployable|undeployable|pending|archived)\)?", re.IGNORECASE
)
"""How Snipe-IT writes a status of the company's own with its kind: "On loan (deployed)"."""

NOT_OURS = frozenset(map(plain, ("personal", "byod", "employee owned", "user owned", "privat", "true", "yes", "1")))
"""By these words for its ownership a device is somebody's own, or by a Yes in a column that asks for it."""

CATEGORIES: tuple[tuple[str, ...], ...] = (
    ("laptop", "notebook", "laptop computer", "notebook computer", "portable", "portátil", "macbook", "chromebook"),
    ("desktop", "desktop computer", "workstation", "pc", "tower", "imac", "mini pc"),
    ("phone", "mobile phone", "smartphone", "mobile", "cell phone", "handy", "telefon", "téléphone", "iphone"),
    ("tablet", "ipad", "tablette", "tableta"),
    ("monitor", "display", "screen", "bildschirm", "écran", "pantalla"),
    ("dock", "docking station", "dockingstation", "station d’accueil"),
    ("headset", "headphones", "kopfhörer", "casque", "auriculares"),
)
"""Words for the same kind of device."""

MODELS = (
    (re.compile(r"macbook|thinkpad|latitude|elitebook|probook|\bxps\b|surface laptop|chromebook|notebook|laptop"), 0),
    (re.compile(r"\bimac\b|mac mini|mac studio|mac pro|optiplex|thinkcentre|elitedesk"), 1),
    (re.compile(r"\biphone\b|\bpixel \d|galaxy [sa]\d"), 2),
    (re.compile(r"\bipad\b|galaxy tab"), 3),
    (re.compile(r"\bmonitor\b|ultrasharp|studio display"), 4),
)
"""What a model's name tells of its kind: the place in `CATEGORIES`."""

MAKERS = {
    plain(one): one
    for one in (
        *("Acer", "Apple", "ASUS", "BenQ", "Cisco", "Dell", "Eizo", "Framework", "Fujitsu", "Google", "HP", "Huawei"),
        *("Jabra", "Lenovo", "LG", "Logitech", "Microsoft", "Motorola", "Nokia", "OnePlus", "Panasonic", "Philips"),
        *("Poly", "Razer", "Samsung", "Sony", "Toshiba", "ViewSonic", "Xiaomi", "Yealink"),
    )
}
LINES = (
    (re.compile(r"macbook|imac\b|\bmac (mini|studio|pro)|iphone|ipad|studio display|airpods"), "Apple"),
    (re.compile(r"thinkpad|thinkcentre|ideapad"), "Lenovo"),
    (re.compile(r"latitude|\bxps\b|optiplex|ultrasharp|precision \d"), "Dell"),
    (re.compile(r"elitebook|probook|elitedesk|zbook"), "HP"),
    (re.compile(r"^surface "), "Microsoft"),
    (re.compile(r"^galaxy "), "Samsung"),
)
"""Names of products that one company makes."""

_STATES = {
    **{plain(state): state for state in DeviceState},
    **{plain(word): state for state, words in STATES.items() for word in words},
}
_CONDITIONS = {
    **{plain(one): one for one in Condition},
    **{plain(one): Condition.GOOD for one in ("new", "like new", "excellent", "very good", "ok", "neu", "gut")},
    **{plain(one): Condition.WORN for one in ("fair", "used", "acceptable", "gebraucht")},
    **{plain(one): Condition.DAMAGED for one in ("poor", "broken", "beschädigt", "defekt")},
}


def state_of(text: str, more: Mapping[str, DeviceState]) -> DeviceState | None:
    """The state by a word for it, `more` words first; None: it may be used, and is by whoever has it.

    Raises `NotTaken` for a word that nobody knows, and for what has left the company.
    """
    word = plain(text)
    if word in more:
        return more[word]
    if word in READY:
        return None
    if word in GONE:
        raise NotTaken(Why.GONE_THERE, value=text)
    found = _STATES.get(word)
    if found is None and (labelled := _LABELLED.fullmatch(text)):
        return _by_label(text, labelled["name"], labelled["kind"], more)
    if found is None:
        raise NotTaken(Why.BAD_STATE, value=text)
    return found


def _by_label(text: str, name: str, kind: str, more: Mapping[str, DeviceState]) -> DeviceState | None:
    """The state by a status of the company's own: deployed is in use whatever its name, else the name counts first."""
    if plain(kind) in {"deployed", "archived"}:
        name = kind
    try:
        return state_of(name, more)
    except NotTaken as error:
        if error.why is not Why.BAD_STATE or plain(kind) == "pending":
            raise NotTaken(error.why, value=text) from None
    return state_of(kind, more)


def check_ours(text: str) -> None:
    """Raises `NotTaken` for what is somebody's own."""
    if plain(text) in NOT_OURS:
        raise NotTaken(Why.NOT_OURS, value=text)


def condition_of(text: str) -> Condition:
    """The condition by a word for it; raises `NotTaken`."""
    found = _CONDITIONS.get(plain(text))
    if found is None:
        raise NotTaken(Why.BAD_CONDITION, value=text)
    return found


def category_of(text: str, categories: tuple[Category, ...], more: Mapping[str, str]) -> str:
    """The policy's category that a word means, `more` words first, or the word as it is."""
    word = plain(text)
    known = _categories(categories)
    return more.get(word) or known.get(word) or known.get(word.removesuffix("s"), text)


def category_by_model(model: str, categories: tuple[Category, ...]) -> str | None:
    """The policy's category that a model's name tells, if any."""
    found = next((kind for sign, kind in MODELS if sign.search(model.casefold())), None)
    return None if found is None else _categories(categories).get(plain(CATEGORIES[found][0]))


def maker_of(model: str) -> str | None:
    """The manufacturer that a model's name tells: its first word, or the name of a product that one company makes."""
    first = plain(model.partition(" ")[0])
    return MAKERS.get(first) or next((maker for sign, maker in LINES if sign.search(model.casefold())), None)


@lru_cache
def _categories(categories: tuple[Category, ...]) -> Mapping[str, str]:
    """The policy's categories by every word that means one of them."""
    own = {plain(name): one.id for one in categories for name in (one.id, one.name)}
    alike: dict[str, str] = {}
    for names in CATEGORIES:
        words = [plain(one) for one in names]
        if found := next((own[form] for word in words for form in (word, f"{word}s") if form in own), None):
            alike |= dict.fromkeys(words, found)
    return alike | own


_VERSION = re.compile(r"\d+(?:\.\d+)+|\d\d+")
SYSTEMS = (
    (re.compile(r"chrome ?(?:book|box|base|bit)"), "ChromeOS"),
    (re.compile(r"\bi?mac|mac(?:book| mini| studio| pro)"), "macOS"),
    (re.compile(r"\biphone"), "iOS"),
    (re.compile(r"\bipad"), "iPadOS"),
)
"""What runs on models of a name."""


def with_name(system: str, model: str) -> str:
    """A system with its name where a list has its version alone, as Google's and some of Jamf's do."""
    name = next((name for sign, name in SYSTEMS if sign.search(model.casefold())), None)
    return f"{name} {system}" if name and _VERSION.fullmatch(system) else system
