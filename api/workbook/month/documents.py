"""Invoices and credit notes that came, or are sent, as spreadsheets."""

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.month.vocabulary import DOCUMENT_KINDS

SHEET = Sheet(
    key="documents",
    names=Names("Arved", "Счета", "Invoices"),
    about=Names(
        "Arved ja kreeditarved, mis tulid tabelina; read on järgmisel lehel.",
        "Счета и кредитные счета в виде таблицы; строки на следующем листе.",
        "Invoices and credit notes that came as a spreadsheet; their lines are on the next sheet.",
    ),
    required=False,
    id="document",
    columns=(
        Column(
            "document",
            Kind.TEXT,
            Names("Tunnus", "Код", "Id"),
            Names(
                "Arve tunnus; tühi: müüja ja number.",
                "Код счёта; пусто: продавец и номер.",
                "Id of the invoice; empty: seller and number.",
            ),
            example="80123456/2026-11-7",
            width=24,
        ),
        Column(
            "number",
            Kind.TEXT,
            Names("Number", "Номер", "Number"),
            Names("Müüja arve number.", "Номер счёта продавца.", "The seller's number."),
            example="2026-11-7",
            required=True,
        ),
        Column(
            "kind",
            Kind.WORD,
            Names("Liik", "Вид", "Kind"),
            Names("Tühi: arve.", "Пусто: счёт.", "Empty: invoice."),
            example="invoice",
            words=DOCUMENT_KINDS,
        ),
        Column(
            "seller",
            Kind.REGISTRY_CODE,
            Names("Müüja", "Продавец", "Seller"),
            Names(
                "Müüja registrikood.", "Регистровый код продавца.", "Registry code of the seller."
            ),
            example="80123456",
            required=True,
        ),
        Column(
            "buyer",
            Kind.REGISTRY_CODE,
            Names("Ostja", "Покупатель", "Buyer"),
            Names(
                "Ostja registrikood.", "Регистровый код покупателя.", "Registry code of the buyer."
            ),
            example="75000000",
            required=True,
        ),
        Column(
            "issued",
            Kind.DATE,
            Names("Väljastatud", "Выставлен", "Issued"),
            Names("Arve kuupäev.", "Дата счёта.", "Day of issue."),
            example=date(2026, 12, 1),
            required=True,
        ),
        Column(
            "first",
            Kind.DATE,
            Names("Periood alates", "Период с", "Period from"),
            Names("Tühi: ei öelda.", "Пусто: не указано.", "Empty: not told."),
            example=date(2026, 11, 1),
        ),
        Column(
            "last",
            Kind.DATE,
            Names("Periood kuni", "Период по", "Period to"),
            Names(
                "Kaasa arvatud. Tühi: ei öelda.",
                "Включительно. Пусто: не указано.",
                "Included. Empty: not told.",
            ),
            example=date(2026, 11, 30),
        ),
        Column(
            "corrects",
            Kind.TEXT,
            Names("Parandab", "Исправляет", "Corrects"),
            Names(
                "Arve number, mida kreeditarve parandab.",
                "Номер счёта, который исправляет кредитный счёт.",
                "Number of the invoice that a credit note corrects.",
            ),
            width=18,
        ),
        Column(
            "currency",
            Kind.ID,
            Names("Valuuta", "Валюта", "Currency"),
            Names("Tühi: EUR.", "Пусто: EUR.", "Empty: EUR."),
            example="EUR",
            width=9,
        ),
        Column(
            "net",
            Kind.EUROS,
            Names("Käibemaksuta", "Без НДС", "Net"),
            Names(
                "Eurosid käibemaksuta; kreeditarvel miinusega.",
                "Евро без НДС; в кредитном счёте с минусом.",
                "Euros net of VAT; a credit note's with a minus.",
            ),
            example=3_500,
            required=True,
            width=12,
        ),
        Column(
            "vat",
            Kind.EUROS,
            Names("Käibemaks", "НДС", "VAT"),
            Names("Eurosid. Tühi: 0,00.", "Евро. Пусто: 0,00.", "Euros. Empty: 0,00."),
            example=0,
            width=12,
        ),
        Column(
            "gross",
            Kind.EUROS,
            Names("Kokku", "Итого", "Gross"),
            Names("Eurosid koos käibemaksuga.", "Евро с НДС.", "Euros with VAT."),
            example=3_500,
            required=True,
            width=12,
        ),
        Column(
            "reference",
            Kind.TEXT,
            Names("Viide", "Ссылка", "Reference"),
            Names(
                "Leping, projekt või tellimus.",
                "Договор, проект или заказ.",
                "Contract, project or order.",
            ),
            example="Leping 12/2026",
            width=24,
        ),
        Column(
            "file",
            Kind.TEXT,
            Names("Fail", "Файл", "File"),
            Names("Tühi: see fail.", "Пусто: этот файл.", "Empty: this file."),
            width=20,
        ),
        Column(
            "sha256",
            Kind.TEXT,
            Names("Räsi", "Хеш", "SHA-256"),
            Names("Tühi: selle faili oma.", "Пусто: этого файла.", "Empty: that of this file."),
            width=20,
        ),
        Column(
            "syntax",
            Kind.ID,
            Names("Vorming", "Формат", "Syntax"),
            Names("Tühi: selle faili oma.", "Пусто: этого файла.", "Empty: that of this file."),
            width=10,
        ),
    ),
)
