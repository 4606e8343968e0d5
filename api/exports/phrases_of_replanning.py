"""What the doors say about a re-planned week: whom to call, what is proven, what was mistyped."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_REPLANNING: Mapping[str, Names] = {
    "replanned": Names(
        "Ümber planeeritud, seis: {moment}.",
        "Расписание изменено по состоянию на: {moment}.",
        "Re-planned as of {moment}.",
    ),
    "call_clients": Names(
        "Helistada klientidele: {count}",
        "Позвонить клиентам: {count}",
        "Clients to call: {count}",
    ),
    "call_workers": Names(
        "Helistada töötajatele: {count}",
        "Позвонить работникам: {count}",
        "Workers to call: {count}",
    ),
    "call_nobody": Names(
        "Kellelegi ei ole vaja helistada: kõik jääb nagu avaldatud.",
        "Звонить никому не нужно: всё остаётся как опубликовано.",
        "Nobody has to be called: everything stays as published.",
    ),
    "what_changes": Names("Muudatusi: {count}", "Изменений: {count}", "Changes: {count}"),
    "left_out_before": Names(
        "Juba enne kavast väljas: {count}.",
        "Уже раньше вне расписания: {count}.",
        "Left out before already: {count}.",
    ),
    "fewest_proven": Names(
        "Tõestatud: vähem ei saa ära jätta ja vähematele helistada ei saa.",
        "Доказано: отменить меньше и позвонить меньшему числу людей невозможно.",
        "Proven: less cannot be left out, and fewer people cannot be called.",
    ),
    "least_proven": Names(
        "Tõestatud, et vähem ei saa ära jätta. Kas saaks helistada vähematele, jäi lahtiseks: "
        "rohkem aega (--seconds) võib aidata.",
        "Доказано, что отменить меньше невозможно. Можно ли позвонить меньшему числу людей, "
        "осталось открытым: больше времени (--seconds) может помочь.",
        "Proven: less cannot be left out. Whether fewer people could be called is open: more time "
        "(--seconds) may help.",
    ),
    "people_proven": Names(
        "Tõestatud: kui ära jätta nii vähe, ei saa helistada vähematele. Kas saaks vähem ära "
        "jätta, jäi lahtiseks: rohkem aega (--seconds) võib aidata.",
        "Доказано: если отменить так же мало, позвонить меньшему числу людей невозможно. Можно "
        "ли отменить меньше, осталось открытым: больше времени (--seconds) может помочь.",
        "Proven: leaving out as little, fewer people cannot be called. Whether less could be left "
        "out is open: more time (--seconds) may help.",
    ),
    "nothing_proven": Names(
        "Parim leitud; kas saaks vähemaga, jäi lahtiseks: rohkem aega (--seconds) võib aidata.",
        "Лучшее из найденного; можно ли обойтись меньшим, осталось открытым: больше времени "
        "(--seconds) может помочь.",
        "The best found; whether less would do is open: more time (--seconds) may help.",
    ),
    "held_already": Names(
        "Toimunud kohtumised rikkusid reegleid: {count}. Uusi vigu ei lisandu.",
        "Состоявшиеся встречи нарушили правила: {count}. Новых нарушений нет.",
        "Rules broken by what has happened already: {count}. Nothing is added to them.",
    ),
    "replanning": Names("Planeerin ümber", "Меняю расписание", "Re-planning"),
    "nothing_to_replan": Names(
        "Nädalast, mis algab {week}, ei ole midagi avaldatud. Täitke leht „Avaldatud” või nimetage "
        "kava: --from ROSTER.",
        "Из недели, которая начинается {week}, ничего не опубликовано. Заполните лист "
        "«Опубликовано» или назовите план: --from ROSTER.",
        "Nothing is published of the week that begins on {week}. Fill in the sheet of what is "
        "published, or name a roster: --from ROSTER.",
    ),
    "event.unreadable": Names(
        "{option}: „{value}” ei saa lugeda. Õige oleks näiteks {expected}.",
        "{option}: «{value}» не читается. Правильно, например: {expected}.",
        "{option}: “{value}” cannot be read. Right would be, for example, {expected}.",
    ),
    "event.unknown_worker": Names(
        "{option} „{about}”: töötajat „{value}” ei ole. Sarnased: {expected}.",
        "{option} «{about}»: работника «{value}» нет. Похожие: {expected}.",
        "{option} “{about}”: there is no worker “{value}”. Alike are: {expected}.",
    ),
    "event.ambiguous_worker": Names(
        "{option} „{about}”: nimi „{value}” sobib mitmele. Kirjutage id: {expected}.",
        "{option} «{about}»: имя «{value}» подходит нескольким. Напишите id: {expected}.",
        "{option} “{about}”: name “{value}” fits several. Write the id: {expected}.",
    ),
    "event.unknown_need": Names(
        "{option} „{about}”: kohtumist „{value}” sel nädalal ei ole. Sarnased: {expected}.",
        "{option} «{about}»: встречи «{value}» на этой неделе нет. Похожие: {expected}.",
        "{option} “{about}”: there is no meeting “{value}” this week. Alike are: {expected}.",
    ),
    "event.bad_days": Names(
        "{option} „{about}”: „{value}” ei ole päev ega päevade vahemik. Õige oleks näiteks "
        "{expected}.",
        "{option} «{about}»: «{value}» не день и не промежуток дней. Правильно, например: "
        "{expected}.",
        "{option} “{about}”: “{value}” is no day and no span of days. Right would be, for example, "
        "{expected}.",
    ),
    "event.other_week": Names(
        "{option} „{about}”: see puudumine ei puuduta seda nädalat ({expected}).",
        "{option} «{about}»: это отсутствие не касается этой недели ({expected}).",
        "{option} “{about}”: this absence does not touch the week ({expected}).",
    ),
    "event.bad_minutes": Names(
        "{option} „{about}”: „{value}” ei ole minutite arv. Õige oleks näiteks {expected}.",
        "{option} «{about}»: «{value}» не число минут. Правильно, например: {expected}.",
        "{option} “{about}”: “{value}” is no number of minutes. Right would be, for example, "
        "{expected}.",
    ),
    "event.bad_moment": Names(
        "{option}: „{value}” ei ole selle nädala päev ja kellaaeg. Õige oleks näiteks {expected}.",
        "{option}: «{value}» не день и время этой недели. Правильно, например: {expected}.",
        "{option}: “{value}” is no day and time of this week. Right would be, for example, "
        "{expected}.",
    ),
}
