"""The clients: who is helped, in which languages, with whom and with whom not."""

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.vocabulary import GENDERS
from domain.people import Gender

SHEET = Sheet(
    key="clients",
    names=Names("Kliendid", "Клиенты", "Clients"),
    about=Names(
        "Kõik, keda aidatakse. Inimene real. Teema, mitte diagnoos.",
        "Все, кому помогают. По человеку в строке. Тема, а не диагноз.",
        "Everyone who is helped. One person a row. A theme, never a diagnosis.",
    ),
    id="id",
    columns=(
        Column(
            "id",
            Kind.ID,
            Names("Tunnus", "Код", "Id"),
            Names(
                "Kliendi lühike tunnus, millega teised lehed talle viitavad.",
                "Короткий код клиента, по которому на него ссылаются другие листы.",
                "Short id of the client by which the other sheets refer to them.",
            ),
            example="C01",
            required=True,
            width=10,
        ),
        Column(
            "name",
            Kind.TEXT,
            Names("Nimi", "Имя", "Name"),
            Names("Ees- ja perenimi.", "Имя и фамилия.", "First and last name."),
            example="Jaan Näidis",
            required=True,
            width=24,
        ),
        Column(
            "home",
            Kind.PLACE,
            Names("Elukoht", "Место жительства", "Home"),
            Names(
                "Asula, kus klient elab: nimi või tunnus lehelt Loendid.",
                "Населённый пункт, где живёт клиент: название или код с листа «Списки».",
                "Settlement where the client lives: name or id from the sheet Lists.",
            ),
            example="Tartu",
            required=True,
            width=18,
        ),
        Column(
            "languages",
            Kind.LANGUAGES,
            Names("Keeled", "Языки", "Languages"),
            Names(
                "Keeled, mida klient mõistab, parim enne, komadega.",
                "Языки, которые клиент понимает, лучший первым, через запятую.",
                "Languages the client understands, the best first, with commas.",
            ),
            example=("ru", "et"),
            required=True,
            width=16,
        ),
        Column(
            "themes",
            Kind.THEMES,
            Names("Teemad", "Темы", "Themes"),
            Names(
                "Millega klient elab, komadega: kogemusnõustaja valitakse teema järgi.",
                "С чем живёт клиент, через запятую: консультант по опыту подбирается по теме.",
                "What the client lives with, with commas: a peer counsellor is matched by theme.",
            ),
            width=24,
        ),
        Column(
            "gender",
            Kind.WORD,
            Names("Sugu", "Пол", "Gender"),
            Names(
                "Vajalik vaid soopõhise rühma jaoks. Tühi: muu.",
                "Нужен только для группы по полу. Пусто: другое.",
                "Needed only for a group of one gender. Empty: other.",
            ),
            example=Gender.MALE,
            words=GENDERS,
            width=10,
        ),
        Column(
            "born",
            Kind.DATE,
            Names("Sünniaeg", "Дата рождения", "Born"),
            Names("Kuupäev või tühi.", "Дата или пусто.", "A date, or empty."),
            example=date(1980, 1, 8),
        ),
        Column(
            "personal_code",
            Kind.PERSONAL_CODE,
            Names("Isikukood", "Личный код", "Personal code"),
            Names(
                "Eesti isikukood, 11 numbrit, või tühi.",
                "Эстонский личный код, 11 цифр, или пусто.",
                "Estonian personal code, 11 digits, or empty.",
            ),
            example="38001085718",
            width=16,
        ),
        Column(
            "asks_gender",
            Kind.WORD,
            Names("Soovib sugu", "Просит пол", "Asks for gender"),
            Names(
                "Mis soost töötajat klient soovib; tühi: ükskõik.",
                "Какого пола работника просит клиент; пусто: всё равно.",
                "The worker's gender the client asks for; empty: any.",
            ),
            words=GENDERS,
        ),
        Column(
            "interpreter",
            Kind.YES_NO,
            Names("Tõlk sobib", "Согласен на переводчика", "Accepts an interpreter"),
            Names(
                "Kas klient on nõus tõlgiga. Tühi: ei.",
                "Согласен ли клиент на переводчика. Пусто: нет.",
                "Whether the client accepts an interpreter. Empty: no.",
            ),
            example=False,
        ),
        Column(
            "chosen",
            Kind.ID,
            Names("Valitud töötaja", "Выбранный работник", "Chosen worker"),
            Names(
                "Töötaja, kelle klient on valinud: keegi teine ei tule.",
                "Работник, которого выбрал клиент: никто другой не придёт.",
                "The worker the client has chosen: nobody else comes.",
            ),
            refers=("workers",),
        ),
        Column(
            "refused",
            Kind.IDS,
            Names("Keeldutud töötajad", "Отклонённые работники", "Refused workers"),
            Names(
                "Töötajad, kellest klient on keeldunud, komadega.",
                "Работники, от которых клиент отказался, через запятую.",
                "Workers the client has refused, with commas.",
            ),
            refers=("workers",),
            width=18,
        ),
        Column(
            "confirmed",
            Kind.IDS,
            Names("Sobivad töötajad", "Подошедшие работники", "Confirmed workers"),
            Names(
                "Töötajad, kellega klient on kohtunud ja kes sobivad, komadega.",
                "Работники, с которыми клиент встречался и которые подошли, через запятую.",
                "Workers the client has met and found suitable, with commas.",
            ),
            example=("W01",),
            refers=("workers",),
            width=18,
        ),
        Column(
            "family",
            Kind.ID,
            Names("Pere", "Семья", "Family"),
            Names(
                "Pere tunnus lehelt Pered, kui perekonda toetatakse koos.",
                "Код семьи с листа «Семьи», если семью поддерживают вместе.",
                "Id of the family from the sheet Families where a family is supported together.",
            ),
            example="F01",
            refers=("families",),
            width=10,
        ),
    ),
)
