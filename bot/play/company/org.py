"""Who leads whom, and what people are in the company."""

from collections.abc import Mapping

from sandbox.company import ANA, BRUNO, CHIARA, DAVID, EMIKO, FARID, GRETA, IRIS, KAREN
from sandbox.larger_company import (
    AGATA,
    AMELIA,
    BEATRIZ,
    CAIO,
    CAMILLE,
    CHLOE,
    ELENA,
    EMIL,
    HARRIET,
    HARUTO,
    INES,
    JAKOB,
    JORDAN,
    LARISSA,
    LEA,
    LUCIA,
    LUKAS,
    MARTA,
    MAYA,
    MINA,
    NOAH,
    OLIVER,
    PABLO,
    PIOTR,
    RAFAEL,
    SAMANTHA,
    THEO,
    THIAGO,
    YUKI,
    ZOFIA,
)

LEADS: Mapping[str, tuple[str, ...]] = {
    KAREN: (CHIARA, DAVID, GRETA, CAMILLE, RAFAEL, ANA),
    ANA: (BRUNO, MAYA),
    CHIARA: (LUKAS, LEA, JAKOB, FARID, IRIS, EMIKO, MARTA, ZOFIA, PIOTR, HARUTO, MINA),
    DAVID: (SAMANTHA, JORDAN, ELENA, NOAH, CHLOE, AMELIA, OLIVER),
    GRETA: (HARRIET, LUCIA, AGATA, EMIL),
    CAMILLE: (THEO, INES, YUKI, PABLO),
    RAFAEL: (BEATRIZ, THIAGO, CAIO),
}
"""As HR's file has it."""

ROLES: Mapping[str, str] = {
    ANA: "IT in Madrid",
    BRUNO: "IT in Berlin",
    MAYA: "IT in New York",
    CHIARA: "leads Engineering",
    KAREN: "leads Finance, agrees to what is expensive",
    LARISSA: "new here, with a laptop on its way",
    MARTA: "is leaving, and has a laptop to give back",
    DAVID: "leads Sales",
    GRETA: "leads Operations",
    CAMILLE: "leads Design, reads French",
    RAFAEL: "leads the office in São Paulo",
    LUKAS: "reads German",
    PABLO: "reads Spanish",
    BEATRIZ: "reads Portuguese",
}
"""What people are, those first who have most to do."""
