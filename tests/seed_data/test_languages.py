"""The seed in Kazakh, Russian and English, and in whose words."""

from __future__ import annotations

import pytest

from tests.api.servers import Server

TEXT = "{ value language kind citation { source { slug language } } }"
ASKED = {"kk": "[KK, RU, EN]", "ru": "[RU, KK, EN]", "en": "[EN, RU, KK]", "own": "[]"}
BY_LANGUAGE = " ".join(f"{name}: text(lang: {lang}) {TEXT}" for name, lang in ASKED.items())


@pytest.mark.parametrize(
    ("record", "kazakh", "russian", "english"),
    [
        (
            'programme(slug: "kz-extremism-2018-2022")',
            "Қазақстан Республикасында діни экстремизм мен терроризмге қарсы іс-қимыл жөніндегі 2018 – 2022 жылдарға"
            " арналған мемлекеттік бағдарлама",
            "Государственная программа по противодействию религиозному экстремизму и терроризму в Республике Казахстан"
            " на 2018 – 2022 годы",
            "National programme to counter religious extremism and terrorism in the Republic of Kazakhstan for"
            " 2018-2022",
        ),
        (
            'organization(slug: "kz-knb")',
            "Қазақстан Республикасы Ұлттық қауіпсіздік комитеті",
            "Комитет национальной безопасности Республики Казахстан",
            "National Security Committee",
        ),
        ('territory(slug: "kz-turkestan")', "Түркістан облысы", "Туркестанская область", "Turkestan region"),
        ('territory(slug: "kz")', "Қазақстан Республикасы", "Республика Казахстан", "Republic of Kazakhstan"),
    ],
    ids=["programme", "body", "place", "country"],
)
def test_a_record_is_named_in_the_language_that_is_asked_for(
    server: Server, record: str, kazakh: str, russian: str, english: str
) -> None:
    answer = server.ask(f"{{ record: {record} {{ {BY_LANGUAGE} }} }}")["data"]["record"]

    assert [answer[name]["value"] for name in ASKED] == [kazakh, russian, english, english]
    assert [answer[name]["language"] for name in ASKED] == ["KK", "RU", "EN", "EN"]


def test_what_is_missing_in_a_language_comes_in_the_next(server: Server) -> None:
    answer = server.ask(
        """
        {
          misd: organization(slug: "kz-misd") { text(lang: [KK, RU, EN]) { value language kind } }
          tender(slug: "kz-almaty-viners") { text(lang: [KK, RU]) { value language kind citation { slug } } }
          lot(slug: "kz-sko-2017/memleket") { text(lang: [RU, KK, EN]) { value language kind } }
          source(slug: "vlast-2018-03") { text(lang: [EN]) { language kind } }
        }
        """
    )["data"]

    assert answer["misd"]["text"] == {
        "value": "Министерство информации и общественного развития",
        "language": "RU",
        "kind": "OFFICIAL",
    }
    assert answer["tender"]["text"] == {
        "value": "Content against extremism and terrorism with popular viners",
        "language": "EN",
        "kind": "OWN",
        "citation": None,
    }
    assert answer["lot"]["text"] == {"value": "Memleket. Kogam. Din", "language": "KK", "kind": "AS_PRINTED"}
    assert answer["source"]["text"] == {"language": "RU", "kind": "OWN"}


def test_a_name_of_its_time_is_told_in_each_language(server: Server) -> None:
    answer = server.ask(
        """
        query Names($slug: String! = "kz-turkestan") {
          territory(slug: $slug) {
            kk: name(on: "2017-05-01", lang: KK)
            ru: name(on: "2017-05-01", lang: RU)
            unsaid: name(on: "2017-05-01")
          }
          organization(slug: "kz-knb") { name on: name(on: "2018-03-15") }
        }
        """
    )["data"]

    assert answer["territory"] == {
        "kk": "Оңтүстік Қазақстан облысы",
        "ru": "Южно-Казахстанская область",
        "unsaid": "South Kazakhstan region",
    }
    assert answer["organization"] == {"name": "National Security Committee", "on": "National Security Committee"}


def official(root: str, texts: str, value: str) -> str:
    """All texts of a kind of records that are called official."""
    return f"{root}(first: 200) {{ nodes {{ texts: {texts}(kind: OFFICIAL) {TEXT.replace('value', value)} }} }}"


def test_nothing_is_official_that_no_source_in_its_language_says(server: Server) -> None:
    worded = ("programmes", "activities", "processes", "tenders", "lots", "contracts", "legalActs", "documents")
    asked = [official(root, "texts", "value") for root in worded]
    asked += [official(root, "names", "value: text") for root in ("organizations", "territories")]

    answer = server.ask(f"{{ {' '.join(asked)} }}")["data"]

    texts = [text for connection in answer.values() for record in connection["nodes"] for text in record["texts"]]

    assert all(text["citation"] for text in texts)
    foreign = [
        text["value"] for text in texts if text["citation"]["source"]["language"] not in {text["language"], None}
    ]
    assert foreign == []
    assert {text["language"] for text in texts} == {"KK", "RU", "EN"}


def test_any_language_finds_what_it_names(server: Server) -> None:
    answer = server.ask(
        """
        {
          kazakh: search(query: "терроризмге қарсы") { nodes { record { slug } } }
          russian: search(query: "Генеральная прокуратура") { nodes { record { slug } } }
        }
        """
    )["data"]

    assert "kz-extremism-2018-2022" in {hit["record"]["slug"] for hit in answer["kazakh"]["nodes"]}
    assert answer["russian"]["nodes"][0]["record"] == {"slug": "kz-prosecutor-general"}
