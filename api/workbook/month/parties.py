"""Who sells and who buys, and the VAT numbers they have had."""

from datetime import date

from api.workbook.column import Column, Kind, Names, Sheet
from api.workbook.month.vocabulary import SCHEMES, SIDES

REGISTRY = Column(
    "registry",
    Kind.REGISTRY_CODE,
    Names("Registrikood", "Регистровый код", "Registry code"),
    Names("Kaheksa numbrit.", "Восемь цифр.", "Eight figures."),
    example="80123456",
    required=True,
)


def _text(key: str, names: Names, about: Names, example: str | None = None) -> Column:
    """A column of words that may stay empty."""
    return Column(key, Kind.TEXT, names, about, example=example, width=22)


SHEET = Sheet(
    key="parties",
    names=Names("Pooled", "Стороны", "Parties"),
    about=Names(
        "Kes müüb ja kes ostab: mida arve peab kummagi kohta ütlema.",
        "Кто продаёт и кто покупает: что счёт должен сказать о каждом.",
        "Who sells and who buys: what an invoice has to say of either.",
    ),
    required=False,
    columns=(
        Column(
            "side",
            Kind.WORD,
            Names("Pool", "Сторона", "Side"),
            Names("Müüja või ostja.", "Продавец или покупатель.", "Seller or buyer."),
            example="seller",
            required=True,
            words=SIDES,
        ),
        REGISTRY,
        Column(
            "name",
            Kind.TEXT,
            Names("Nimi", "Название", "Name"),
            Names("Juriidiline nimi.", "Юридическое название.", "Legal name."),
            example="MTÜ Näide",
            required=True,
            width=30,
        ),
        _text(
            "street",
            Names("Tänav", "Улица", "Street"),
            Names("Tänav ja maja.", "Улица и дом.", "Street and house."),
            "Näite 1",
        ),
        _text(
            "city",
            Names("Linn", "Город", "City"),
            Names("Linn või vald.", "Город или волость.", "City or parish."),
            "Tartu",
        ),
        _text(
            "postcode",
            Names("Sihtnumber", "Индекс", "Postcode"),
            Names("Viis numbrit.", "Пять цифр.", "Five figures."),
            "50000",
        ),
        _text(
            "country",
            Names("Riik", "Страна", "Country"),
            Names("Tühi: EE.", "Пусто: EE.", "Empty: EE."),
            "EE",
        ),
        Column(
            "scheme",
            Kind.WORD,
            Names("E-arve aadress", "Адрес э-счёта", "E-address"),
            Names(
                "Mille järgi e-arve poole leiab. Tühi: registrikood.",
                "По чему э-счёт находит сторону. Пусто: регистровый код.",
                "By what e-invoices find it. Empty: the registry code.",
            ),
            example="0191",
            words=SCHEMES,
            width=16,
        ),
        _text(
            "iban",
            Names("Konto", "Счёт в банке", "Account"),
            Names("Müüja IBAN.", "IBAN продавца.", "IBAN of the seller."),
        ),
        _text(
            "email",
            Names("E-post", "Эл. почта", "E-mail"),
            Names("Müüja e-post.", "Эл. почта продавца.", "E-mail of the seller."),
            "arved@example.org",
        ),
    ),
)

VAT_NUMBERS = Sheet(
    key="vat_numbers",
    names=Names("KMKR numbrid", "Номера НДС", "VAT numbers"),
    about=Names(
        "Poolte käibemaksukohustuslase numbrid ja päevad, mil need kehtivad.",
        "Номера плательщиков НДС и дни, когда они действуют.",
        "VAT numbers of the parties, and the days on which they hold.",
    ),
    required=False,
    columns=(
        REGISTRY,
        Column(
            "number",
            Kind.ID,
            Names("KMKR number", "Номер НДС", "VAT number"),
            Names("Riik ja numbrid.", "Страна и цифры.", "Country and figures."),
            example="EE100000000",
            required=True,
            width=16,
        ),
        Column(
            "since",
            Kind.DATE,
            Names("Alates", "С", "Since"),
            Names("Esimene päev.", "Первый день.", "First day."),
            example=date(2024, 1, 1),
            required=True,
        ),
        Column(
            "until",
            Kind.DATE,
            Names("Kuni", "По", "Until"),
            Names(
                "Viimane päev; tühi: kehtib.",
                "Последний день; пусто: действует.",
                "Last day; empty: still.",
            ),
        ),
    ),
)
