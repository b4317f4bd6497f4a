"""The languages that everything is shown in."""

from messages import i18n, pseudo

LOCALES = tuple(language.replace("_", "-") for language in i18n.languages())
EVERY_LOCALE = (*LOCALES, pseudo.LOCALE)
