"""The families: people supported together."""

from api.workbook.column import Column, Kind, Names, Sheet

SHEET = Sheet(
    key="families",
    names=Names("Pered", "Семьи", "Families"),
    about=Names(
        "Pered, keda toetatakse koos. Pere real.",
        "Семьи, которых поддерживают вместе. По семье в строке.",
        "Families supported together. One family a row.",
    ),
    required=False,
    id="id",
    columns=(
        Column(
            "id",
            Kind.ID,
            Names("Tunnus", "Код", "Id"),
            Names("Pere lühike tunnus.", "Короткий код семьи.", "Short id of the family."),
            example="F01",
            required=True,
            width=10,
        ),
        Column(
            "name",
            Kind.TEXT,
            Names("Nimi", "Имя", "Name"),
            Names(
                "Kuidas peret kutsutakse.",
                "Как называют семью.",
                "What the family is called.",
            ),
            example="Näidise pere",
            required=True,
            width=24,
        ),
        Column(
            "members",
            Kind.IDS,
            Names("Liikmed", "Члены", "Members"),
            Names(
                "Liikmete tunnused lehelt Kliendid, komadega.",
                "Коды членов с листа «Клиенты», через запятую.",
                "Ids of the members from the sheet Clients, with commas.",
            ),
            example=("C01",),
            required=True,
            refers=("clients",),
            width=32,
        ),
    ),
)
