"""What stands against a step of a referral, a question, a notice or an absence."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_PEOPLE: Mapping[str, Names] = {
    "referral.unknown": Names(
        "Sellist suunamist ei ole.", "Такого направления нет.", "There is no such referral."
    ),
    "referral.no_units": Names(
        "Kirjutage, mitu ühikut lisatakse: vähemalt 1.",
        "Укажите, сколько единиц добавляется: не меньше 1.",
        "Say how many units are added: at least 1.",
    ),
    "referral.no_justification": Names(
        "Pikendamine vajab põhjendust: milline vajadus ja miks.",
        "Продление требует обоснования: какая потребность и почему.",
        "An extension needs a justification: which need, and why.",
    ),
    "referral.no_approver": Names(
        "Kirjutage, kes pikendamise kinnitas.",
        "Укажите, кто утвердил продление.",
        "Say who approved the extension.",
    ),
    "referral.no_reason": Names(
        "Valige lõpetamise põhjus.",
        "Выберите причину завершения.",
        "Choose the reason for closing.",
    ),
    "referral.no_days": Names(
        "Valige vähemalt üks nädalapäev.",
        "Выберите хотя бы один день недели.",
        "Choose at least one day of the week.",
    ),
    "referral.met_late": Names(
        "Esimene kohtumine ei saa olla tulevikus.",
        "Первая встреча не может быть в будущем.",
        "The first meeting cannot lie in the future.",
    ),
    "referral.met_early": Names(
        "Esimene kohtumine ei saa olla enne suunamist.",
        "Первая встреча не может быть раньше направления.",
        "The first meeting cannot be before the referral.",
    ),
    "referral.no_client": Names(
        "Valige klient või kirjutage uus.",
        "Выберите клиента или внесите нового.",
        "Choose a client or enter a new one.",
    ),
    "referral.client_unclear": Names(
        "„{value}” – sobivad: {expected}. Kirjutage kliendi number.",
        "«{value}» – подходят: {expected}. Укажите номер клиента.",
        "“{value}” – these fit: {expected}. Enter the client's number.",
    ),
    "referral.number_taken": Names(
        "Number „{value}” on juba kasutusel.",
        "Номер «{value}» уже занят.",
        "Number “{value}” is taken already.",
    ),
    "letter.unknown": Names(
        "Seda kirja ei ole.", "Такого письма нет.", "There is no such question or notice."
    ),
    "letter.empty": Names("Kirjutage, millest jutt on.", "Напишите текст.", "Write what it says."),
    "letter.long": Names(
        "Tekst on liiga pikk: kuni {most} märki.",
        "Текст слишком длинный: до {most} знаков.",
        "The text is too long: at most {most} signs.",
    ),
    "letter.future": Names(
        "See aeg on alles ees.", "Это время ещё не наступило.", "That moment is yet to come."
    ),
    "letter.reversed": Names(
        "Vastus ei saa olla enne küsimust.",
        "Ответ не может быть раньше вопроса.",
        "The answer cannot come before the question.",
    ),
    "absence.reversed": Names(
        "Viimane päev ei saa olla enne esimest.",
        "Последний день не может быть раньше первого.",
        "The last day cannot be before the first.",
    ),
    "absence.unknown": Names(
        "Seda eemalolekut ei ole enam kirjas.",
        "Этого отсутствия больше нет.",
        "This absence is not kept any more.",
    ),
    "absence.later": Names(
        "Lõpetada saab varem, mitte hiljem. Hilisemaks lisage uus eemalolek.",
        "Закончить можно раньше, не позже. Для продления добавьте новое отсутствие.",
        "It can end earlier, not later. For more days add another absence.",
    ),
    "group.unknown": Names(
        "Sellist gruppi ei ole.", "Такой группы нет.", "There is no such group."
    ),
    "group.no_referral": Names(
        "Suunamist „{value}” ei ole.",
        "Направления «{value}» нет.",
        "There is no referral “{value}”.",
    ),
    "group.there_already": Names(
        "{value} on juba grupis.", "{value} уже в группе.", "{value} is in the group already."
    ),
    "group.full": Names("Grupp on täis.", "В группе нет мест.", "The group is full."),
    "setting.language": Names(
        "Keelt „{about}” ei tunta.",
        "Язык «{about}» неизвестен.",
        "Language “{about}” is not known.",
    ),
    "setting.minutes": Names(
        "Minuteid nädalas võib olla 0 kuni {most}.",
        "Минут в неделю может быть от 0 до {most}.",
        "Minutes a week can be 0 to {most}.",
    ),
    "form.needed": Names("Täitke see väli.", "Заполните это поле.", "Fill in this field."),
    "form.day": Names(
        "„{value}” ei ole kuupäev. Õige oleks näiteks {expected}.",
        "«{value}» не дата. Правильно, например: {expected}.",
        "“{value}” is no date. Right would be, for example, {expected}.",
    ),
    "form.time": Names(
        "„{value}” ei ole kellaaeg. Õige oleks näiteks {expected}.",
        "«{value}» не время. Правильно, например: {expected}.",
        "“{value}” is no time of day. Right would be, for example, {expected}.",
    ),
    "form.number": Names(
        "„{value}” ei ole sobiv arv. Õige oleks {expected}.",
        "«{value}» не подходит. Правильно: {expected}.",
        "“{value}” is no number that fits. Right would be {expected}.",
    ),
    "form.id": Names(
        "„{value}” ei sobi numbriks: kuni 60 märki, ilma kaldkriipsu, koma ja semikoolonita.",
        "«{value}» не подходит: до 60 знаков, без косой черты, запятой и точки с запятой.",
        "“{value}” cannot be a number here: up to 60 signs, no slash, comma or semicolon.",
    ),
    "form.word": Names(
        "„{value}” ei ole valikus.",
        "«{value}» нет в списке.",
        "“{value}” is not one of the choices.",
    ),
}
