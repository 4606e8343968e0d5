"""What the doors say about pins, choices, changes since publishing, and what would help."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_REASONS: Mapping[str, Names] = {
    "nothing_published": Names(
        "Sellest nädalast ei ole midagi avaldatud: --from published ei leia, millest alustada.",
        "Из этой недели ничего не опубликовано: --from published не с чего начать.",
        "Nothing of this week is published: --from published has nothing to start from.",
    ),
    "pin.unreadable": Names(
        "Lukustust „{value}” ei saa lugeda. Õige oleks näiteks {expected}.",
        "Закрепление «{value}» не читается. Правильно, например: {expected}.",
        "Pin “{value}” cannot be read. Right would be, for example, {expected}.",
    ),
    "pin.unknown_need": Names(
        "Lukustus „{about}”: vajadust „{value}” sel nädalal ei ole. Sarnased: {expected}.",
        "Закрепление «{about}»: пожелания «{value}» на этой неделе нет. Похожие: {expected}.",
        "Pin “{about}”: there is no need “{value}” this week. Alike are: {expected}.",
    ),
    "pin.unknown_worker": Names(
        "Lukustus „{about}”: töötajat „{value}” ei ole. Sarnased: {expected}.",
        "Закрепление «{about}»: работника «{value}» нет. Похожие: {expected}.",
        "Pin “{about}”: there is no worker “{value}”. Alike are: {expected}.",
    ),
    "pin.ambiguous_worker": Names(
        "Lukustus „{about}”: nimi „{value}” sobib mitmele. Kirjutage id: {expected}.",
        "Закрепление «{about}»: имя «{value}» подходит нескольким. Напишите id: {expected}.",
        "Pin “{about}”: name “{value}” fits several. Write the id: {expected}.",
    ),
    "pin.too_many": Names(
        "Lukustus „{about}”: vajadusel {value} on töötajaid {expected}.",
        "Закрепление «{about}»: для {value} работников нужно {expected}.",
        "Pin “{about}”: {value} takes {expected} worker(s).",
    ),
    "pin.bad_time": Names(
        "Lukustus „{about}”: „{value}” ei ole selle nädala päev ja kellaaeg. Õige oleks näiteks "
        "{expected}.",
        "Закрепление «{about}»: «{value}» не день и время этой недели. Правильно, например: "
        "{expected}.",
        "Pin “{about}”: “{value}” is no day and time of this week. Right would be, for example, "
        "{expected}.",
    ),
    "pin.twice": Names(
        "Lukustus „{about}” on vastuolus lukustusega „{expected}”.",
        "Закрепление «{about}» противоречит закреплению «{expected}».",
        "Pin “{about}” contradicts pin “{expected}”.",
    ),
    "pin.alone": Names(
        "Lukustus ei saa kehtida: {about}. Vastu on: {misses}.",
        "Закрепление не может действовать: {about}. Мешает: {misses}.",
        "This pin cannot stand: {about}. Against it is: {misses}.",
    ),
    "pin.conflict": Names(
        "Lukustused ei saa koos kehtida: {about}. Vastu on: {misses}. Kui neist ühest loobuda, "
        "võivad teised jääda.",
        "Закрепления не могут действовать вместе: {about}. Мешает: {misses}. Без любого из них "
        "остальные могут остаться.",
        "These pins cannot stand together: {about}. Against it is: {misses}. Without any one of "
        "them the others can stay.",
    ),
    "import.warn_pins_conflict": Names(
        "Töövihiku lukustused ei saa koos kehtida: {about}.",
        "Закрепления рабочей книги не могут действовать вместе: {about}.",
        "Pins of the workbook cannot stand together: {about}.",
    ),
    "why_also": Names("Aitaks ka:", "Помогло бы и это:", "This would help too:"),
    "what_would_help": Names(
        "Mis aitaks väljajäänuid", "Что помогло бы не вошедшим", "What would help those left out"
    ),
    "would_serve": Names(
        "Kohtumisi juurde: {count} ({needs}).",
        "Встреч добавилось бы: {count} ({needs}).",
        "Meetings gained: {count} ({needs}).",
    ),
    "choice_headline": Names(
        "{whom}: {component} ({need}). Valitud: {worker}, {moment}.",
        "{whom}: {component} ({need}). Выбрано: {worker}, {moment}.",
        "{whom}: {component} ({need}). Chosen: {worker}, {moment}.",
    ),
    "choice_next": Names(
        "Järgmine: {worker}, {moment}.",
        "Следующий: {worker}, {moment}.",
        "Next: {worker}, {moment}.",
    ),
    "choice_nobody": Names(
        "Kedagi teist ei ole, kes võiks tulla.",
        "Больше никто прийти не может.",
        "Nobody else may come.",
    ),
    "chosen": Names("Valitud", "Выбрано", "Chosen"),
    "next": Names("Järgmine", "Следующий", "Next"),
    "difference": Names("Vahe", "Разница", "Difference"),
    "fate.kept": Names("Sama", "Без изменений", "Kept"),
    "fate.moved": Names("Teine aeg", "Другое время", "Other time"),
    "fate.other_worker": Names("Teine töötaja", "Другой работник", "Other worker"),
    "fate.moved_to_other": Names(
        "Teine aeg ja töötaja", "Другое время и работник", "Other time and worker"
    ),
    "fate.new": Names("Uus", "Новое", "New"),
    "fate.dropped": Names("Ära jäetud", "Снято", "Dropped"),
    "change_forced": Names(
        "endiseks ei saa jätta: {misses}", "прежнее невозможно: {misses}", "may not stay: {misses}"
    ),
    "change_costs": Names(
        "maksab {cost} ({rules})", "стоит {cost} ({rules})", "costs {cost} ({rules})"
    ),
}
