"""What a column of a list of devices can mean, and by which headings the common systems call it.

The headings are those of Snipe-IT's exports and import samples, GLPI (English, French, German, Spanish), Shelf, Intune,
Jamf Pro, Google Admin (ChromeOS devices) and of plain spreadsheets; and what `export` itself writes.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """What a column holds; the values are what a mapping file calls it."""

    SERIAL = "serial"
    ASSET_TAG = "asset_tag"
    NUMBER = "number"
    CATEGORY = "category"
    MANUFACTURER = "manufacturer"
    MODEL = "model"
    STATE = "state"
    HOLDER = "holder"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    COUNTRY = "country"
    LOCATION = "location"
    PURCHASED_ON = "purchased_on"
    PRICE = "price"
    CURRENCY = "currency"
    WARRANTY_UNTIL = "warranty_until"
    WARRANTY_MONTHS = "warranty_months"
    CONDITION = "condition"
    SYSTEM = "system"
    SUPPORTED_UNTIL = "supported_until"
    OWNERSHIP = "ownership"
    NOTE = "note"
    ATTRIBUTE = "attribute"
    IGNORE = "ignore"


HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.SERIAL: (
        *("Serial number", "Serial", "Serial no", "Serial #", "S/N", "SN", "Service tag", "deviceSerialNumber"),
        *("Numéro de série", "Número de serie", "Número de série", "Seriennummer", "Serienummer"),
        *("Seriennr", "SNR", "N° de série", "N° série", "Nº de série", "Nº série"),
    ),
    Field.ASSET_TAG: (
        *(
            "Asset tag",
            "Tag",
            "Asset ID",
            "Device asset tag",
            "Asset number",
            "Asset no",
            "Inventory number",
            "Inventory tag",
        ),
        *("annotatedAssetId", "Numéro d’inventaire", "Número de inventario", "Inventarnummer", "Barcode"),
        *("Inventarnr", "Inv-Nr", "Anlagennummer", "Gerätenummer", "N° d’inventaire", "N° inventaire"),
        *("Nº de inventario", "Nº inventario", "Número de patrimônio", "Nº de patrimônio", "Patrimônio"),
    ),
    Field.NUMBER: ("Device Desk number",),
    Field.CATEGORY: (
        *("Category", "Device category", "Asset category", "Asset type", "Device type", "Type", "Computer types"),
        *("Kategorie", "Catégorie", "Categoría", "Categoria", "Typ", "Tipo"),
        *("Gerätetyp", "Geräteart", "Gerätekategorie", "Type d’appareil", "Tipo de equipo", "Tipo de equipamento"),
    ),
    Field.MANUFACTURER: (
        *(
            "Manufacturer",
            "Manufacturers",
            "Make",
            "Brand",
            "Hersteller",
            "Fabricant",
            "Fabricante",
            "Marke",
            "Marque",
            "Marca",
        ),
    ),
    Field.MODEL: (
        *("Model", "Model name", "Asset model", "Computer models", "Product", "Device model"),
        *("Modell", "Modèle", "Modelo"),
    ),
    Field.STATE: ("Status", "Asset status", "State", "Statut", "État", "Estado", "Zustand", "provisionStatus"),
    Field.HOLDER: (
        *("Holder email", "Checked Out To: Email", "Primary user email address", "Primary user UPN", "annotatedUser"),
        *("Email", "E-mail", "Email address", "User email", "Work email", "Assigned to email", "User principal name"),
        *("Holder", "Checked out to", "Checked out", "Assigned to", "Assigned user", "Assignee", "Custodian"),
        *("Custody", "User", "Users", "Owner", "Employee", "Full name", "Primary user display name"),
        *("Alternate username", "Username", "Checked Out To: Username", "Most recent user"),
        *("Nutzer", "Benutzer", "Mitarbeiter", "Utilisateur", "Usager", "Usuario", "Usuário"),
        *("Zugewiesen an", "Ausgegeben an", "Attribué à", "Affecté à", "Asignado a", "Atribuído a", "Collaborateur"),
        *("Empleado", "Colaborador"),
    ),
    Field.FIRST_NAME: ("First name", "Checked Out To: First name", "Vorname", "Prénom", "Nombre"),
    Field.LAST_NAME: ("Last name", "Checked Out To: Last name", "Surname", "Nachname", "Apellido"),
    Field.COUNTRY: ("Country", "Country code", "Land", "Pays", "País"),
    Field.LOCATION: (
        *("Location", "Locations", "Site", "Office", "annotatedLocation", "Checked Out To: Location", "Building"),
        *("Standort", "Lieu", "Ubicación", "Localização"),
    ),
    Field.PURCHASED_ON: (
        *("Purchase date", "Purchased", "Purchased on", "Date of purchase", "Bought on", "PO date"),
        *("Kaufdatum", "Anschaffungsdatum", "Date d’achat", "Fecha de compra", "Data de compra"),
        *("Gekauft am", "Acheté le", "Comprado el", "Comprado em"),
    ),
    Field.PRICE: (
        *("Price", "Purchase cost", "Purchase price", "Cost", "Valuation", "Value"),
        *("Preis", "Kaufpreis", "Anschaffungspreis", "Prix", "Prix d’achat", "Precio", "Preço"),
        *("Anschaffungskosten", "Coût", "Costo", "Coste", "Custo"),
    ),
    Field.CURRENCY: ("Currency", "Währung", "Devise", "Moneda", "Moeda"),
    Field.WARRANTY_UNTIL: (
        *("Warranty until", "Warranty expires", "Warranty expiration", "Warranty expiration date", "Warranty end"),
        *("Garantie bis", "Fin de garantie", "Fin de garantía"),
        *("Garantieende", "Garantie jusqu’au", "Garantía hasta", "Garantia até", "Fim da garantia"),
    ),
    Field.WARRANTY_MONTHS: ("Warranty", "Warranty months", "Warranty (months)"),
    Field.CONDITION: ("Condition", "Physical condition"),
    Field.SYSTEM: (
        *("Operating system", "OS", "Operating system version", "OS version", "Betriebssystem"),
        *("Système d’exploitation", "Système d’exploitation - Nom", "Operating system - Name"),
        *("Operating system name", "Sistema operativo", "Sistema operacional", "Operating system - Version"),
        *("Système d’exploitation - Version", "Betriebssystem - Name", "Betriebssystem - Version"),
        *("Sistema operativo - Nombre", "Sistema operativo - Versión"),
    ),
    Field.SUPPORTED_UNTIL: (
        *("Updates until", "autoUpdateExpiration", "Auto update expiration", "Auto-update expiration date"),
        *("autoUpdateThrough", "AUE", "AUE date"),
    ),
    Field.OWNERSHIP: ("Ownership", "Owner type", "Device ownership", "BYOD"),
    Field.NOTE: (
        "Note",
        "Notes",
        "Asset notes",
        "annotatedNotes",
        "Comments",
        "Comment",
        "Bemerkung",
        "Commentaires",
        "Comentarios",
        *("Bemerkungen", "Notiz", "Notizen", "Kommentar", "Remarque", "Remarques", "Commentaire", "Observaciones"),
        *("Comentario", "Observações"),
    ),
    Field.IGNORE: (
        *("Enrolled", "Legal hold", "Return", "Request", "Repairs", "Returned at", "Wiped by", "Gone at", "Gone to"),
        *("Gone by certificate", "Gone for", "Gone for currency"),
        *("Image", "Actions", "Change", "Checkboxes", "Created at", "Updated at", "Last update", "Checkouts"),
        *("Checkins", "Requests", "Checkout type", "Checkout date", "Last checkout", "Last audit", "Next audit date"),
        *("Last check-in", "Last sync", "lastSync", "Last contact", "Last inventory update", "Free storage"),
        *("Device state", "Compliance grace period expiration", "Last EAS sync time", "activeTimeRanges"),
        *("lastKnownNetwork", "WiFiIPv4Address", "IP address", "Last reported IP address", "Recent users"),
        *("Phone number", "Phone", "Mobile number", "Personal email", "Private email", "Home address", "Street"),
        *("Address", "Shipping address", "Dernière modification", "Letzte Änderung", "Última modificación"),
        *("Telefon", "Téléphone", "Teléfono", "Last update", "Letzte Aktualisierung"),
        *("Device image", "Last checkin date", "Checkin/Checkout", "In/Out", "Current value", "Total value", "Age"),
        *("Last enrollment", "Last iCloud backup", "Last reported IPv4 address", "Last reported IPv6 address"),
        *("User last logged in - Computer", "User last logged in - Computer timestamp", "Battery capacity"),
        *("User last logged in - Self Service", "User last logged in - Self Service timestamp", "iTunes Store account"),
        *("Boot drive available MB", "Boot drive percentage full", "Number of available updates", "Local password"),
        *("FileVault 2 personal recovery key", "FileVault 2 institutional key", "Recovery key", "BitLocker key"),
        *("lastPolicySync", "lastReport", "mostRecentActivity", "wifiSignalStrength", "volumeLevelPercent"),
        *("cpuUtilizationPercent", "memoryUsageByte", "diskSpaceUsageByte", "lanIpAddress", "wanIpAddress"),
        *("lastIpAddressUpdate", "lastKnownNetwork.ipAddress", "lastKnownNetwork.wanIpAddress", "WiFiSubnetID"),
        *("Upcoming reminder", "Upcoming bookings", "recentUsers.email"),
    ),
}
"""The headings of each field, the one that is asked first in front.

What changes daily, is private or secret is not kept.
"""

IN_GROUPS: Mapping[tuple[str, ...], tuple[Field | None, ...]] = {
    ("address", "address", "city", "state", "country", "zip"): (
        *(Field.IGNORE, Field.IGNORE, None, Field.IGNORE, Field.COUNTRY, None),
    ),
    ("checkedout", "type"): (None, Field.IGNORE),
    ("value", "diff", "fullydepreciated"): (Field.IGNORE, Field.IGNORE, Field.IGNORE),
}
"""Headings that mean something else where they stand together, as in Snipe-IT's custom report: a state of the country
is no state of a device. None: what the heading means alone. Of two such groups the first counts.
"""

NAMES_AS_MODEL = ("Name", "Title", "Asset name", "Item name", "Nom", "Bezeichnung")
"""What tells the model in a list that has no column of models, like Shelf's; elsewhere it is the device's own name."""

OWN_ATTRIBUTE = "Attribute: "
"""What `export` writes before the name of an attribute, so that it is never taken for anything else."""

_IGNORED = re.compile(r"[\W_]+")
_SHELF = re.compile(r"^cf:\s*|,\s*type:.*$", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """Words as they are compared: small letters and digits, without accents, signs and spaces."""
    if text.isascii():
        return _IGNORED.sub("", text.casefold())
    letters = unicodedata.normalize("NFKD", text.casefold())
    return _IGNORED.sub("", "".join(one for one in letters if not unicodedata.combining(one)))


RECOGNISED: Mapping[str, tuple[Field, int]] = {
    plain(heading): (field, rank) for field, headings in HEADINGS.items() for rank, heading in enumerate(headings)
}


def bare(heading: str) -> str:
    """A heading without what Shelf writes around the names of custom columns."""
    return _SHELF.sub("", heading)


def recognised(heading: str) -> tuple[Field, int]:
    """What a heading means, and how soon its column is asked among those that mean the same.

    Custom columns of Shelf ("cf:Serial number, type:text") are read by their name, GLPI's ("Computer models - Model")
    by the last word, where the whole is not known.
    """
    if heading.startswith(OWN_ATTRIBUTE):
        return Field.ATTRIBUTE, 0
    heading = bare(heading)
    found = RECOGNISED.get(plain(heading))
    if found is None and " - " in heading:
        group, _, last = heading.rpartition(" - ")
        found = None if plain(group).startswith("operatingsystem") else RECOGNISED.get(plain(last))
    return found or (Field.ATTRIBUTE, 0)
