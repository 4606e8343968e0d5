"""Two small workbooks that people fill in: decisions about results, and contracts."""

from api.workbook.column import LANGUAGES, Column, Kind, Names, Sheet, Word
from billing.decisions import Verdict
from domain.words import say

VERDICTS = tuple(
    Word(one.value, *(say(language, f"decision.{one}") for language in LANGUAGES))
    for one in Verdict
)

DECISIONS = Sheet(
    key="decisions",
    names=Names("Otsused", "Решения", "Decisions"),
    about=Names(
        "Iga leid omal real. Kirjutage otsus, põhjus ja oma nimi; ülejäänut ärge muutke.",
        "Каждая находка отдельной строкой. Впишите решение, причину и имя; остальное не меняйте.",
        "Each result on a row. Write decision, reason and your name; leave the rest as it is.",
    ),
    columns=(
        Column(
            "kind",
            Kind.TEXT,
            Names("Kood", "Код", "Code"),
            Names("Leiu kood.", "Код находки.", "Code of the result."),
            example="U01",
            width=8,
        ),
        Column(
            "cents",
            Kind.EUROS,
            Names("Eurosid", "Евро", "Euros"),
            Names(
                "Palju on kaalul; miinus: arvel on liiga vähe.",
                "Сколько на кону; минус: в счёте слишком мало.",
                "How much is at stake; minus: too little is billed.",
            ),
            example=8000,
            width=12,
        ),
        Column(
            "sentence",
            Kind.TEXT,
            Names("Mis on valesti", "Что не так", "What is wrong"),
            Names("Leid sõnades.", "Находка словами.", "The result in words."),
            example="80123456/7 12: …",
            width=80,
        ),
        Column(
            "verdict",
            Kind.WORD,
            Names("Otsus", "Решение", "Decision"),
            Names(
                "Mida otsustasite. Tühi: veel otsustamata.",
                "Что вы решили. Пусто: ещё не решено.",
                "What you decided. Empty: not decided yet.",
            ),
            example="disputed",
            words=VERDICTS,
            width=26,
        ),
        Column(
            "reason",
            Kind.TEXT,
            Names("Põhjus", "Причина", "Reason"),
            Names("Miks nii.", "Почему так.", "Why so."),
            example="Partner parandab arve.",
            width=40,
        ),
        Column(
            "person",
            Kind.TEXT,
            Names("Otsustaja", "Кто решил", "Decided by"),
            Names("Kes otsustas.", "Кто решил.", "Who decided."),
            example="Mari Maasikas",
            width=20,
        ),
        Column(
            "key",
            Kind.TEXT,
            Names("Võti", "Ключ", "Key"),
            Names(
                "Selle järgi leitakse leid uuesti; ärge muutke.",
                "По нему находка узнаётся снова; не меняйте.",
                "By it the result is found again; do not change it.",
            ),
            example="U01||80123456/7|12",
            required=True,
            width=40,
        ),
    ),
)

CONTRACTS = Sheet(
    key="contracts",
    names=Names("Lepingud", "Договоры", "Contracts"),
    about=Names(
        "Kellele programmi osutatut arveldatakse, millise lepingu järgi, mis seerias.",
        "Кому выставляются счета по программе, по какому договору, в какой серии.",
        "Who is billed for a programme, under which contract, in which series of numbers.",
    ),
    id="programme",
    columns=(
        Column(
            "programme",
            Kind.PROGRAMME,
            Names("Programm", "Программа", "Programme"),
            Names("Programm.", "Программа.", "Programme."),
            required=True,
            width=40,
        ),
        Column(
            "buyer",
            Kind.REGISTRY_CODE,
            Names("Ostja", "Покупатель", "Buyer"),
            Names(
                "Ostja registrikood kuu tööraamatust.",
                "Регистровый код покупателя из книги месяца.",
                "Registry code of a buyer of the month's workbook.",
            ),
            example="70000001",
            required=True,
        ),
        Column(
            "reference",
            Kind.TEXT,
            Names("Leping", "Договор", "Contract"),
            Names(
                "Lepingu või projekti number.",
                "Номер договора или проекта.",
                "Number of the contract or project.",
            ),
            example="KN-2026-14",
            required=True,
            width=20,
        ),
        Column(
            "series",
            Kind.TEXT,
            Names("Seeria", "Серия", "Series"),
            Names(
                "Arvete numbrite algus, lõpus mitte number (kuni 10 märki).",
                "Начало номеров счетов, в конце не цифра (до 10 знаков).",
                "What numbers of invoices begin with; no figure at its end (10 signs at most).",
            ),
            example="TK26-",
            required=True,
        ),
        Column(
            "days",
            Kind.WHOLE,
            Names("Maksetähtaeg", "Срок оплаты", "Days to pay"),
            Names("Päevi. Tühi: 14.", "Дней. Пусто: 14.", "Days. Empty: 14."),
            example=14,
            least=0,
            most=365,
        ),
    ),
)
