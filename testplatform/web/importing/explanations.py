"""Why a file or an item of it is refused or changed, in Dutch.

The readers say it in English (they serve programs too). The first pattern that fits is used.
"""

import re
from collections.abc import Sequence

from itembank.interchange.errors import FileRefused
from itembank.media import MediaKind
from testplatform.intake import Refusal
from testplatform.services.imported_media import REFUSED
from testplatform.web.authoring.wording import (
    MEDIA_KINDS,
    REFUSALS,
    explain_problem,
    name_field,
)
from testplatform.web.importing.wording import NOTHING_STORED

NO_DUTCH_FOR_FILE = "Dit bestand kan niet gelezen worden ({reason})."
NO_DUTCH = "Geen uitleg in het Nederlands: {reason}."

Patterns = Sequence[tuple[re.Pattern[str], str]]


def _compile(pairs: Sequence[tuple[str, str]]) -> Patterns:
    return tuple((re.compile(pattern, re.DOTALL), dutch) for pattern, dutch in pairs)


FILES = _compile(
    (
        (r"the file is larger than (\d+) MB", r"Dit bestand is groter dan \1 MB."),
        (r"the file is empty", "Dit bestand is leeg."),
        (
            r"the file is of no known kind.*",
            "Gebruik QTI, Moodle XML, GIFT, xlsx of csv, met tekst in UTF-8.",
        ),
        (r"the archive has more than (\d+) files", r"Het pakket bevat meer dan \1 bestanden."),
        (r"the archive is damaged.*", "Het pakket is beschadigd."),
        (r"the archive unpacks to more than (\d+) MB", r"Uitgepakt is het pakket meer dan \1 MB."),
        (r"the archive has (.*) (\d+) times", r"In het pakket staat \1 meer dan één keer."),
        (
            r"the archive has a path that leads out of it: (.*)",
            r"Een bestand in het pakket wil erbuiten terechtkomen: \1.",
        ),
        (
            r"the archive has a path that is not sound: (.*)",
            r"Een bestand in het pakket heeft een naam die niet kan: \1.",
        ),
        (r"the archive is encrypted: .*", "Het pakket is met een wachtwoord beveiligd."),
        (r"the archive has a link or a device: (.*)", r"In het pakket zit een verwijzing: \1."),
        (r"the archive holds another archive: (.*)", r"In het pakket zit een ander pakket: \1."),
        (
            r"the archive has a file of more than (\d+) MB: (.*)",
            r"In het pakket zit een bestand van meer dan \1 MB: \2.",
        ),
        (
            r"the archive expands more than (\d+) times: (.*)",
            r"In het pakket zit een bestand dat uitgepakt meer dan \1 keer zo groot wordt: \2.",
        ),
        (r"the workbook cannot be read: .*", "Deze werkmap kan niet gelezen worden."),
        (r"the table cannot be read: .*", "Deze tabel kan niet gelezen worden."),
        (r"the table has no column (.*)", r"In de tabel ontbreekt een kolom: \1."),
        (r"the table has more than (\d+) rows", r"De tabel heeft meer dan \1 rijen."),
        (
            r"(.*): declares a document type \(DTD\) or entities",
            r"In \1 staat een documenttype (DTD) of een entiteit. Dat lezen we nooit.",
        ),
        (r"(.*): is nested more than (\d+) deep", r"\1 is te diep genest."),
        (r"(.*): has more than (\d+) elements", r"\1 heeft meer dan \2 elementen."),
        (r"(.*): is larger than (\d+) MB", r"\1 is groter dan \2 MB."),
        (r"(.*): is no well-formed XML: .*", r"\1 is geen geldige XML."),
        (r"(.*): cannot be converted from QTI 2: .*", r"\1 kan niet van QTI 2 omgezet worden."),
        (r"(.*): has no QTI item", "In dit bestand staat geen QTI-item."),
    )
)

CHANGES = _compile(
    (
        (r"feedback was left out", "Feedback valt weg."),
        (r"a text for scorers or teachers was left out", "Tekst voor beoordelaars valt weg."),
        (r"supports of a catalogue were left out", "Hulpmiddelen uit een catalogus vallen weg."),
        (r"emphasis such as bold was left out", "Nadruk zoals vet valt weg."),
        (r"links became plain text", "Links worden gewone tekst."),
        (r"a table became lines of text", "Een tabel wordt regels tekst."),
        (r"styles and scripts were left out", "Opmaak en scripts vallen weg."),
        (r"reading aids above letters \(ruby\) were left out", "Leeshulp boven letters valt weg."),
        (r"raised or lowered letters became plain ones", "Letters boven of onder worden gewoon."),
        (r"something embedded was left out", "Iets wat ingesloten was, valt weg."),
        (r"the title became the question", "De titel wordt de vraag."),
        (r"the title stands above several questions", "De titel staat boven de vragen."),
        (
            r"text that stood behind the question stands before it",
            "Tekst die achter de vraag stond, staat ervoor.",
        ),
        (r"the place to write stands below the question", "Het invulvak staat onder de vraag."),
        (r"one choice at most can be made here", "Er kan hoogstens één antwoord gekozen worden."),
        (
            r"the choice that says yes or true stands first",
            "Het antwoord dat ‘ja’ of ‘juist’ zegt, staat eerst.",
        ),
        (
            r"two choices became those of a statement that is true or false",
            "De twee antwoorden worden ‘juist’ en ‘niet juist’.",
        ),
        (
            r"places on an image without a name got a number",
            "Plaatsen zonder naam krijgen een nummer.",
        ),
        (
            r"the areas of the mapping became the choices.*",
            "De vlakken van de toewijzing worden de keuzes. De kandidaat ziet die nu.",
        ),
        (
            r"a text without a limit got one of (\d+) words",
            r"Een tekst zonder grens mag hoogstens \1 woorden tellen.",
        ),
        (r"marks without a maximum got one of 1", "Het hoogste aantal punten wordt 1."),
        (r"the two lists changed sides", "De twee lijsten wisselen van kant."),
        (
            r"spaces at the ends and signs that look alike do not count in a text",
            "Spaties aan de rand en tekens die op elkaar lijken, tellen niet mee.",
        ),
        (r"a slider became a number to write", "Een schuifknop wordt een getal om in te vullen."),
        (
            r"the choices stand in another order, because they stood in the right one",
            "De antwoorden staan in een andere volgorde: ze stonden al juist.",
        ),
        (
            r"counts for (\d+) marks? instead of (.*)",
            r"Telt voor \1 punt(en) in plaats van \2.",
        ),
        (r"the translation (\S+) was left out: .*", r"De vertaling \1 valt weg: ze klopt niet."),
    )
)

REASONS = _compile(
    (
        (
            r"is of the type (.*), which the bank does not know",
            r"Vragen van het type \1 kennen we niet.",
        ),
        (r"has a formula \(MathML\).*", "Er staat een formule in die gewone tekst niet kan tonen."),
        (r"has embedded answers of the kind (.*)", r"Er staan antwoorden van de soort \1 in."),
        (
            r"mixes choosing and writing in one text.*",
            "In één tekst moet men zowel kiezen als schrijven, of er is niets in te vullen.",
        ),
        (r"has choices that are right in part", "Sommige antwoorden zijn maar deels juist."),
        (r"has several places to answer", "Er zijn verschillende plaatsen om te antwoorden."),
        (r"has answers that cannot be read", "De antwoorden zijn niet te lezen."),
        (
            r"has several numbers, or one that is right in part",
            "Er zijn verschillende juiste getallen, of een dat maar deels juist is.",
        ),
        (
            r"has an image or a recording (?:in its text|where only text can be)",
            "Er staat een beeld of opname waar alleen tekst kan staan.",
        ),
        (r"has an SVG image .*", "Er staat iets in een SVG-beeld dat hier niet mag."),
        (r"has a file that is none of ([^:]*)(?:: (.*))?", r"Een bestand is geen \1: \2."),
        (r"names a file that is not there: (.*)", r"Het bestand \1 ontbreekt."),
        (r"has no answer that is right as a whole", "Geen enkel antwoord is helemaal juist."),
        (r"converts between units", "De vraag rekent eenheden om."),
        (r"has words of several groups", "De woorden horen bij verschillende groepen."),
        (
            r"limits how often a choice may be used.*",
            "Er staat een grens op hoe vaak een antwoord gebruikt mag worden.",
        ),
        (r"has a gap without a right choice", "Een gat heeft geen juist antwoord."),
        (r"has no text (.+)", r"In een vertaling ontbreekt de tekst \1."),
        (
            r"has a choice that is more than one text or one image",
            "Een antwoord is meer dan één tekst of één beeld.",
        ),
        (
            r"has an image without an alternative text",
            "Bij een beeld ontbreekt de tekst voor wie het niet ziet.",
        ),
        (
            r"has parts that are made anew for every candidate",
            "Delen worden voor elke kandidaat opnieuw gemaakt.",
        ),
        (
            r"declares several right values for a single response",
            "Er staan verschillende juiste waarden bij één antwoord.",
        ),
        (r"scores several questions together", "Verschillende vragen worden samen gescoord."),
        (r"has places on what is not one image", "De plaatsen liggen niet op één beeld."),
        (r"has a place in the shape (.*)", "Een plaats heeft een vorm die we niet kennen."),
        (
            r"has two choices with the same identifier",
            "Twee antwoorden hebben hetzelfde kenteken.",
        ),
        (r"asks for the upload of a file", "De kandidaat zou een bestand moeten opladen."),
        (
            r"asks to choose some of the elements before they are put in order",
            "Men moet eerst kiezen wat er geordend wordt.",
        ),
        (r"has not two lists to match", "Er zijn geen twee lijsten om paren van te maken."),
        (r"lets an element have several partners", "Iets kan verschillende partners hebben."),
        (r"asks to lay .*", "Men moet iets op een plaats leggen; die vorm kennen we niet."),
        (r"has numbers to write within a text", "Er zijn getallen in te vullen in een tekst."),
        (r"has no body", "Er is geen vraag."),
        (
            r"changes with the answers \(it is adaptive\)",
            "Het item past zich aan de antwoorden aan.",
        ),
        (r"needs materials beside the screen", "Er is materiaal nodig naast het scherm."),
        (r"does not say how it is scored", "Er staat niet bij hoe het gescoord wordt."),
        (
            r"has a question without a place to answer",
            "Bij een vraag is geen plaats om te antwoorden.",
        ),
        (
            r"names a text beside the question that is (?:not there|none)",
            "Een tekst bij de vraag ontbreekt of is er geen.",
        ),
        (
            r"has more than one image or recording beside the question",
            "Bij de vraag staat meer dan één beeld of opname.",
        ),
        (r"has an interaction of its own making.*", "Het is een eigen vraagvorm van dat systeem."),
        (
            r"has an interaction whose response (.*) cannot be compared",
            "Het antwoord op een vraag kan niet vergeleken worden.",
        ),
        (
            r"asks for a point of an image and has no areas that are worth marks",
            "Er staat niet bij welke vlakken van het beeld punten geven.",
        ),
        (r"asks for several points of an image", "Men moet meer dan één punt aanduiden."),
        (
            r"has one area that counts, which would be the only one to choose",
            "Er is maar één vlak: wie het ziet, kent het antwoord.",
        ),
        (
            r"has areas that are not surely apart: (\d+) and (\d+)",
            r"De vlakken \1 en \2 overlappen, of geen rechte lijn houdt ze uit elkaar.",
        ),
        (
            r"gives (\S+) marks for a point outside its areas",
            r"Wie naast de vlakken klikt, krijgt \1 punten; hier kan dat niet.",
        ),
        (r"has an area that takes marks away", "Een vlak kost punten."),
        (r"gives marks for more than one of its areas", "Meer dan één vlak geeft punten."),
        (
            r"asks for (?:pairs|a drawing|lines|an order of places).*",
            "Deze vraagvorm kennen we niet.",
        ),
        (
            r"has a button that scores in between or gives a hint",
            "Er is een knop die tussendoor scoort of een hint geeft.",
        ),
        (r"has no outcome SCORE", "Er staat niet in hoeveel punten het geeft (SCORE)."),
        (
            r"has (?:a rule that is not complete|rules .*)",
            "De scoreregels zijn onvolledig of te ingewikkeld.",
        ),
        (
            r"has no key that one of our rules can use",
            "Geen van onze scoreregels kan met deze sleutel werken.",
        ),
        (
            r"gives (\S+) marks at most, which would be (\S+) here",
            r"Het item geeft hoogstens \1 punten; hier zouden dat er \2 zijn.",
        ),
        (
            r"gives (\S+) marks for .*, where rule (\S+) gives (\S+)",
            r"Voor één antwoord geeft het item \1 punten en onze regel \2 \3.",
        ),
        (r"cannot be answered here", "Dit item kan hier niet beantwoord worden."),
        (
            r"(?:names too many answers|judges) .*",
            "De scoreregels zijn niet zeker dezelfde als die van ons.",
        ),
        (
            r"(?:scores (?:with|by)|compares|rounds|computes|takes a place|takes something) .*",
            "De scoreregels doen iets wat onze regels niet doen.",
        ),
        (
            r"asks whether one list contains another.*",
            "De scoreregels doen iets wat onze regels niet doen.",
        ),
        (r"has a (?:number|pair) that is .*", "Er staat een getal of paar in dat er geen is."),
        (r"has a choice that takes marks away", "Een antwoord kost punten."),
        (r"has texts that are right in part", "Sommige teksten zijn maar deels juist."),
        (r"accepts texts by a pattern", "Teksten worden met een patroon vergeleken."),
    )
)

_REFUSED_MEDIUM = re.compile(rf"{REFUSED} \((\w+)\): (.*)")
_OTHER_MEDIUM = re.compile(r"has a file that is not (\w+): (.*)")
_PROBLEM = re.compile(r"(?:row (\d+): )?([a-z_]+(?:[.\[][\w.\[\]-]*)?): (.*)", re.DOTALL)
_SAME_CODE = "an item before it has the same"


def explain_file(refusal: FileRefused) -> str:
    """Why a whole file is refused."""
    sentence = _find(FILES, refusal.reason) or NO_DUTCH_FOR_FILE.format(reason=refusal.reason)
    return f"{sentence} {NOTHING_STORED}"


def explain_reason(reason: str) -> str:
    """What changed in an item, or why it is refused; what has no words stays as it was told."""
    known = _find(CHANGES, reason) or _find(REASONS, reason) or _explain_medium(reason)
    if known is not None:
        return known
    return " ".join(_explain_problem(one) for one in reason.split("; "))


def _explain_medium(reason: str) -> str | None:
    refused = _REFUSED_MEDIUM.fullmatch(reason)
    if refused is not None:
        sentence = REFUSALS[Refusal(refused[1])].rstrip(".")
        return f"{refused[2]}: {sentence}."
    other = _OTHER_MEDIUM.fullmatch(reason)
    if other is not None:
        return f"{other[2]}: dit bestand is geen {MEDIA_KINDS[MediaKind(other[1])]}."
    return None


def _explain_problem(problem: str) -> str:
    found = _PROBLEM.fullmatch(problem)
    if found is None:
        return NO_DUTCH.format(reason=problem)
    row, field, message = found.groups()
    place = f"rij {row}, {name_field(field)}" if row else name_field(field)
    if message == _SAME_CODE:
        return f"{place}: een item ervoor heeft dezelfde code."
    return f"{place}: {explain_problem(message)}"


def _find(patterns: Patterns, text: str) -> str | None:
    matches = ((pattern.fullmatch(text), dutch) for pattern, dutch in patterns)
    return next((found.expand(dutch) for found, dutch in matches if found is not None), None)
