from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.folding import indexed_words, misspellings, spelled, words

ALIKE = [  # how people, sources and the two Latin alphabets of Kazakh write the same
    ("Дін істері", "Din isteri", "ДІН ІСТЕРІ", "dın isteri"),
    ("Оңтүстік Қазақстан", "Ontustik Qazaqstan", "Oñtüstık Qazaqstan", "Ońtústik Qazaqstan", "Ongtustik Kazakstan"),
    ("Казахстан", "Kazakhstan", "KAZAKHSTAN", "Kazahstan"),
    ("Қарағанды", "Qaraǵandy", "Qarağandy", "Karaghandy", "Караганды"),
    ("Шымкент", "Shymkent", "Şymkent"),
    ("Жамбыл", "Zhambyl", "Jambyl", "Жамбыл".upper()),
    ("Маңғыстау", "Mańǵystaý", "Mañğystau", "Mangystau"),
    ("Халқыма тағзым", "Halkyma tagzym", "Khalkyma taghzym"),
    ("Қоғам", "Kogam", "Qoğam", "Qogham"),
    ("Әділет", "Ädilet", "Ádilet", "Adilet"),
    ("Ұлттық", "Ulttyq", "ulttyk"),
    ("Өскемен", "Öskemen", "Óskemen", "Oskemen"),
    ("Үкімет", "Ükimet", "Úkimet", "Ukimet"),
    ("Тоқаев", "Tokayev", "Toqaev", "Токаев"),
    ("Назарбаев", "Nazarbayev", "Nazarbaev"),
    ("Нургалиев", "Nurgaliev", "Nurgaliyev"),
    ("Ерлан", "Yerlan", "Erlan"),
    ("Щербаков", "Shcherbakov", "Scherbakov"),
    ("Юрий Ёлкин", "Yuriy Elkin", "ЮРИЙ ЕЛКИН", "Yury Elkin"),
    ("религиозный", "religiozny", "religioznyi", "religioznyy"),
    ("Объект", "obekt", "ob'ekt", "ob\u2019ekt"),
    ("экстремизм", "ekstremizm", "extremizm"),
    ("«Квант»", "Kvant", '"KVANT"', "Qvant"),
    ("Нұр-Сұлтан", "Nur-Sultan", "Nur Sultan", "Нур\u2011Султан"),
    ("Prosecutor General\u2019s Office", "prosecutor generals office"),
    ("270 148 000 000", "270148000000", "270,148,000,000", "270\u00a0148\u00a0000\u00a0000.00"),
    ("402.55", "402,55", "402.550000"),
    ("1,234.50", "1 234,5", "1234.5"),
]


@pytest.mark.parametrize("spellings", ALIKE, ids=lambda spellings: spellings[0])
def test_spellings_that_people_mix_are_one(spellings: tuple[str, ...]) -> None:
    assert {tuple(words(each)) for each in spellings} == {tuple(words(spellings[0]))}
    assert words(spellings[0])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("270,148 million", ["270148", "milion"]),
        ("23.09.2014", ["23", "09", "2014"]),
        ("2013-2017", ["2013", "2017"]),
        ("8.90 and 100.00, 0.125", ["8.9", "and", "100", "0.125"]),
        ("A3, x2.5", ["a3", "ks2", "5"]),
        ("a_b", ["a", "b"]),
        ("din Din ДІН", ["din"]),
        ("«» — !?", []),
    ],
)
def test_numbers_and_signs(text: str, folded: list[str]) -> None:
    assert words(text) == folded


def test_what_has_hyphens_is_found_as_one_word_too() -> None:
    assert indexed_words("Нұр-Сұлтан 2018-2022") == ["nur", "sultan", "2018", "2022", "nursultan"]


@settings(max_examples=2_000, deadline=None)
@given(st.text(max_size=60))
def test_a_folded_word_folds_to_itself(text: str) -> None:
    for word in indexed_words(text):
        assert words(word) == [word]
        assert word.isascii()
        assert " " not in word


@settings(max_examples=1_000, deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=60))
def test_a_spelling_is_final(word: str) -> None:
    assert spelled(spelled(word)) == spelled(word)


@settings(max_examples=1_000, deadline=None)
@given(st.text(alphabet="абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяә abcdefghijklmnopqrstuvwxyz-'", max_size=60))
def test_case_does_not_matter(text: str) -> None:
    assert words(text.upper()) == words(text) == words(text.title())


@settings(max_examples=1_000, deadline=None)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4, max_size=12), st.data())
def test_one_typing_error_is_undone(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    wrong = data.draw(
        st.sampled_from(
            [
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            ]
        )
    )

    assert wrong == word or len(wrong) < 4 or word in misspellings(wrong)


@pytest.mark.parametrize("word", ["din", "2018", "402.55", "a3b4c"])
def test_short_words_and_numbers_are_not_mended(word: str) -> None:
    assert misspellings(word) == []
