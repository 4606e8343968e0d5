"""What is said of a house that an operator may not open as it is set, and of its key."""

from collections.abc import Mapping

from api.workbook.column import Names

OF_HOUSE: Mapping[str, Names] = {
    "house.open_database": Names(
        "Andmebaas on teises masinas ja ühendus ei ole kaitstud: lisage aadressile "
        "sslmode=verify-full, või TUGIPLAAN_OWN_NETWORK=true, kui võrk on ainult nende oma.",
        "База данных на другой машине, соединение не защищено: добавьте к адресу "
        "sslmode=verify-full, или TUGIPLAAN_OWN_NETWORK=true, если сеть только их.",
        "The database is on another machine and the way to it is open: add sslmode=verify-full to "
        "its address, or set TUGIPLAAN_OWN_NETWORK=true where the network is theirs alone.",
    ),
    "house.open_site": Names(
        "Aadress {about} ei ole kaitstud: inimesed tulevad mujalt ainult üle https.",
        "Адрес {about} не защищён: издалека люди приходят только по https.",
        "The address {about} is open: from elsewhere people come by https alone.",
    ),
    "house.open_service": Names(
        "Sisselogimise teenus {about} ei ole kaitstud: vaja on https.",
        "Служба входа {about} не защищена: нужен https.",
        "The signing-in service {about} is open: https is needed.",
    ),
    "house.other_key": Names(
        "Võtmefail {about} ei ole selle andmebaasi oma.",
        "Файл с ключом {about} не от этой базы данных.",
        "The key file {about} is not that of this database.",
    ),
    "house.half_replaced": Names(
        "Võtme vahetamine jäi pooleli: käivitage uuesti tugiplaan keys replace.",
        "Замена ключа не завершена: запустите снова tugiplaan keys replace.",
        "Replacing the key was not carried to its end: run tugiplaan keys replace again.",
    ),
    "keys_replaced": Names(
        "Peavõti on vahetatud ({number}. kord); vana on failis {old}. Tehke nüüd varukoopia: "
        "varasemad avab ainult vana võti.",
        "Главный ключ заменён (раз {number}); старый в файле {old}. Сделайте резервную копию: "
        "прежние откроет только старый ключ.",
        "The master key is replaced (time {number}); the old one is in {old}. Make a backup now: "
        "the old key alone opens earlier ones.",
    ),
}
