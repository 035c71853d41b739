"""Words that generated records are named with, in English, Russian and Kazakh, and codes with their shares."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """One thing in three languages."""

    en: str
    ru: str
    kk: str


REGIONS = (
    Words("Akmola Region", "Акмолинская область", "Ақмола облысы"),
    Words("Aktobe Region", "Актюбинская область", "Ақтөбе облысы"),
    Words("Almaty Region", "Алматинская область", "Алматы облысы"),
    Words("Atyrau Region", "Атырауская область", "Атырау облысы"),
    Words("East Kazakhstan Region", "Восточно-Казахстанская область", "Шығыс Қазақстан облысы"),
    Words("Jambyl Region", "Жамбылская область", "Жамбыл облысы"),
    Words("Karaganda Region", "Карагандинская область", "Қарағанды облысы"),
    Words("Kostanay Region", "Костанайская область", "Қостанай облысы"),
    Words("Kyzylorda Region", "Кызылординская область", "Қызылорда облысы"),
    Words("Mangystau Region", "Мангистауская область", "Маңғыстау облысы"),
    Words("North Kazakhstan Region", "Северо-Казахстанская область", "Солтүстік Қазақстан облысы"),
    Words("Pavlodar Region", "Павлодарская область", "Павлодар облысы"),
    Words("Turkistan Region", "Туркестанская область", "Түркістан облысы"),
    Words("West Kazakhstan Region", "Западно-Казахстанская область", "Батыс Қазақстан облысы"),
)
FIELDS = (
    Words("Education", "образования", "білім"),
    Words("Health", "здравоохранения", "денсаулық сақтау"),
    Words("Culture", "культуры", "мәдениет"),
    Words("Agriculture", "сельского хозяйства", "ауыл шаруашылығы"),
    Words("Transport", "транспорта", "көлік"),
    Words("Energy", "энергетики", "энергетика"),
    Words("Internal Affairs", "внутренних дел", "ішкі істер"),
    Words("Information", "информации", "ақпарат"),
    Words("Labour", "труда", "еңбек"),
    Words("Ecology", "экологии", "экология"),
)
WORKS = (
    Words("Repair of", "Ремонт", "Жөндеу:"),
    Words("Purchase of", "Приобретение", "Сатып алу:"),
    Words("Building of", "Строительство", "Салу:"),
    Words("Upkeep of", "Содержание", "Күтіп ұстау:"),
    Words("Study of", "Исследование", "Зерттеу:"),
    Words("Printing of", "Печать", "Басып шығару:"),
)
GOODS = (
    Words("school buildings", "школьных зданий", "мектеп ғимараттары"),
    Words("hospital equipment", "медицинского оборудования", "медициналық жабдық"),
    Words("village roads", "сельских дорог", "ауыл жолдары"),
    Words("video cameras", "видеокамер", "бейнекамералар"),
    Words("leaflets", "листовок", "үнпарақтар"),
    Words("water pipes", "водопроводов", "су құбырлары"),
    Words("office software", "офисных программ", "кеңсе бағдарламалары"),
    Words("television programmes", "телевизионных программ", "телебағдарламалар"),
)
FIRMS = (
    Words("Steppe", "Дала", "Дала"),
    Words("Eagle", "Бүркіт", "Бүркіт"),
    Words("Silk Road", "Жібек жолы", "Жібек жолы"),
    Words("Blue Sky", "Көк аспан", "Көк аспан"),
    Words("White Mountain", "Ақтау", "Ақтау"),
    Words("Wellspring", "Бұлақ", "Бұлақ"),
)
FIRM_FORMS = Words("{name} {number} LLP", "ТОО «{name} {number}»", "«{name} {number}» ЖШС")

Shares = dict[str, int]  # of a hundred

LOT_STATUS: Shares = {
    "COMPLETE": 66,
    "UNSUCCESSFUL": 12,
    "ACTIVE": 8,
    "CANCELLED": 6,
    "PLANNED": 5,
    "WITHDRAWN": 3,
}
METHODS: Shares = {"OPEN": 70, "SELECTIVE": 8, "LIMITED": 7, "DIRECT": 15}
QUALIFIERS: Shares = {"EXACT": 94, "ABOUT": 4, "MORE_THAN": 2}
LOTS_A_TENDER: dict[int, int] = {1: 12, 2: 16, 3: 20, 4: 19, 5: 13, 6: 8, 7: 5, 9: 4, 12: 3}
LINES_AN_ACTIVITY: dict[int, int] = {1: 15, 2: 35, 3: 35, 4: 10, 6: 5}
