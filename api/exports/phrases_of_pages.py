"""What the pages say of what somebody sent them, beside what the journeys say."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_PAGES: Mapping[str, Names] = {
    "password.twice": Names(
        "Kaks parooli ei ole ühesugused. Kirjutage uus parool kaks korda.",
        "Пароли не совпадают. Введите новый пароль дважды.",
        "The two passwords differ. Type the new one twice.",
    ),
    "password.none": Names("Valige parool.", "Выберите пароль.", "Choose a password."),
}
