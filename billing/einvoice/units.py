"""Units of quantity, as UBL codes them (UN/ECE recommendation 20) and as e-arve writes them."""

TO_UBL = {
    "min": "MIN",
    "hour": "HUR",
    "meeting": "C62",
    "participant": "IE",
    "month": "MON",
    "sum": "LS",
}
"""An academic hour has no code: it is written as minutes, priced for 45 of them."""
FROM_UBL = {
    **{code: unit for unit, code in TO_UBL.items()},
    "LH": "hour",
    "H87": "meeting",
    "EA": "meeting",
    "E48": "meeting",
    "NAR": "meeting",
    "PCE": "meeting",
    "XPP": "meeting",
    "ZZ": "meeting",
}
"""Pieces of any kind count meetings."""
TO_EARVE = {
    "min": "min",
    "hour": "tund",
    "academic_hour": "akad. tund",
    "meeting": "kord",
    "participant": "osaleja",
    "month": "kuu",
    "sum": "summa",
}
FROM_EARVE = {
    **{word: unit for unit, word in TO_EARVE.items()},
    "minut": "min",
    "minutit": "min",
    "h": "hour",
    "t": "hour",
    "tundi": "hour",
    "hour": "hour",
    "ak.t": "academic_hour",
    "ak.tund": "academic_hour",
    "ak tund": "academic_hour",
    "ak. tund": "academic_hour",
    "akadeemiline tund": "academic_hour",
    "akadeemilist tundi": "academic_hour",
    "tk": "meeting",
    "tükk": "meeting",
    "korda": "meeting",
    "kohtumine": "meeting",
    "seanss": "meeting",
    "in": "participant",
    "inimene": "participant",
    "osalejat": "participant",
    "kuud": "month",
    "teenus": "sum",
}
"""Words that Estonian sellers use, in small letters."""
