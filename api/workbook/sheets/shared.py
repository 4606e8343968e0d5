"""Columns that mean the same on several sheets, said once."""

from api.workbook.column import Column, Kind, Names

COMPONENT = Column(
    "component",
    Kind.COMPONENT,
    Names("Komponent", "Компонент", "Component"),
    Names(
        "Teenuse komponent: tunnus või nimi lehelt Loendid.",
        "Компонент услуги: код или название с листа «Списки».",
        "Component of the service: id or name from the sheet Lists.",
    ),
    required=True,
    width=28,
)

REFERRAL = Column(
    "referral",
    Kind.ID,
    Names("Suunamine", "Направление", "Referral"),
    Names("Suunamise tunnus.", "Код направления.", "Id of the referral."),
    example="R01",
    required=True,
    refers=("referrals",),
    width=12,
)
