"""Words that generated records are named with, in English, Russian and Kazakh."""

from __future__ import annotations

from itertools import product
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
TITLES = tuple(
    Words(
        f"{work.en} {good.en} in {region.en}",
        f"{work.ru} {good.ru}, {region.ru}",
        f"{work.kk} {good.kk}, {region.kk}",
    )
    for work, good, region in product(WORKS, GOODS, REGIONS)
)
