"""The provider's own prices, each with its days and where it was found."""
# ruff: noqa: RUF001 - short Russian words look like figures to the linter

from dataclasses import replace
from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.month.attended import PROVIDER
from api.workbook.month.vocabulary import ACTIVITIES, BENEFICIARIES, PRICE_UNITS, TREATMENTS
from api.workbook.sheets.shared import COMPONENT

SHEET = Sheet(
    key="prices",
    names=Names("Hinnad", "Цены", "Prices"),
    about=Names(
        "Osutaja oma hinnakiri: hind, päevad, mil see kehtib, ja allikas.",
        "Собственный прейскурант: цена, дни действия и источник.",
        "The provider's own price list: price, the days on which it holds, and its source.",
    ),
    required=False,
    columns=(
        COMPONENT,
        Column(
            "activity",
            Kind.WORD,
            Names("Vorm", "Форма", "Activity"),
            Names(
                "Individuaalne või grupp (iga kohalviibija eest). Tühi: individuaalne.",
                "Индивидуально или группа (за каждого присутствующего). Пусто: индивидуально.",
                "Individual, or group (for each member present). Empty: individual.",
            ),
            example="individual",
            words=ACTIVITIES,
        ),
        Column(
            "beneficiary",
            Kind.WORD,
            Names("Saaja", "Получатель", "Beneficiary"),
            Names(
                "Isik või pere. Tühi: isik.",
                "Лицо или семья. Пусто: лицо.",
                "Person or family. Empty: person.",
            ),
            example="person",
            words=BENEFICIARIES,
            width=10,
        ),
        replace(
            PROVIDER,
            help=Names(
                "Osutaja registrikood; tühi: igaüks, kes osutab.",
                "Регистровый код поставщика; пусто: любой поставщик.",
                "Registry code of the provider; empty: whoever provides.",
            ),
        ),
        Column(
            "since",
            Kind.DATE,
            Names("Alates", "С", "Since"),
            Names("Esimene päev.", "Первый день.", "First day."),
            example=date(2026, 1, 1),
            required=True,
        ),
        Column(
            "until",
            Kind.DATE,
            Names("Kuni", "По", "Until"),
            Names(
                "Viimane päev, kaasa arvatud; tühi: kehtib edasi.",
                "Последний день включительно; пусто: действует дальше.",
                "Last day, included; empty: it goes on.",
            ),
            example=date(2026, 12, 31),
        ),
        Column(
            "unit",
            Kind.WORD,
            Names("Ühik", "Единица", "Unit"),
            Names("Mille eest hind on.", "За что цена.", "What the price is for."),
            example="minutes",
            required=True,
            words=PRICE_UNITS,
        ),
        Column(
            "unit_minutes",
            Kind.WHOLE,
            Names("Ühiku minutid", "Минут в единице", "Minutes of a unit"),
            Names(
                "Minutites hinna ühiku pikkus: 60 või 45.",
                "Длина единицы цены в минутах: 60 или 45.",
                "Length of the unit of a price by minutes: 60 or 45.",
            ),
            example=60,
            least=0,
            most=10_000,
            width=10,
        ),
        Column(
            "cents",
            Kind.EUROS,
            Names("Hind", "Цена", "Price"),
            Names(
                "Eurosid ühe ühiku eest, käibemaksuta.",
                "Евро за единицу, без НДС.",
                "Euros for one unit, net of VAT.",
            ),
            example=3_500,
            required=True,
            least=0,
            width=12,
        ),
        Column(
            "vat",
            Kind.WORD,
            Names("Käibemaks", "НДС", "VAT"),
            Names("Tühi: maksuvaba.", "Пусто: без НДС.", "Empty: exempt."),
            example="exempt",
            words=TREATMENTS,
            width=12,
        ),
        Column(
            "source",
            Kind.TEXT,
            Names("Allikas", "Источник", "Source"),
            Names(
                "Kust hind on: leping või hinnakiri.",
                "Откуда цена: договор или прейскурант.",
                "Where the price was found: a contract or price list.",
            ),
            example="Leping 12/2026",
            width=30,
        ),
    ),
)
