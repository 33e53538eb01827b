"""Paragraphs are told apart by script and small words; what is too short to tell is English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.coding.language import english, small_words
from pipeline.errors import DataError

ENGLISH = [
    "The ministers of both countries met on Friday and agreed to talk again.",
    "China cuts military ties with US",
    "Beijing rejects Pentagon call request, citing balloon row",
    "Rejected.",
    "Xi Jinping, Wang Yi, Li Shangfu, Dong Jun",
    "President Zuzana Čaputová met Recep Tayyip Erdoğan in Düsseldorf, the foreign ministry said.",
    "“外交部” said the word means the foreign ministry in Chinese.",
    "US, China",
    "",
    "12.5 % — 2024",
]
FOREIGN = [
    "Le ministre a dit que les deux pays ont repris le dialogue dans la capitale.",
    "El ministro dijo que los dos países han reanudado el diálogo en la capital.",
    "Der Minister sagte, dass die beiden Länder den Dialog wieder aufgenommen haben und sich bald treffen.",
    "O ministro disse que os dois países retomaram o diálogo na capital com uma reunião.",
    "Il ministro ha detto che i due paesi hanno ripreso il dialogo nella capitale.",
    "Bộ trưởng nói rằng hai nước đã nối lại đối thoại tại thủ đô và sẽ gặp lại.",
    "Hai bộ trưởng trong cuộc gặp tại thủ đô ngày 1/2. Ảnh: TTX",
    "外交部发言人表示，双方同意恢复对话。",
    "Министр заявил, что две страны возобновили диалог.",
    "قال الوزير إن البلدين استأنفا الحوار في العاصمة.",
    "대변인은 양국이 대화를 재개했다고 말했다.",
    "De minister zei dat de twee landen het overleg in de hoofdstad hebben hervat en dat het niet voor het laatst is.",
    "Bakan, iki ülkenin başkentte diyaloğu yeniden başlattığını ve bu görüşmenin son olmadığını söyledi.",
    "Minister powiedział, że oba kraje wznowiły dialog w stolicy i nie jest to ostatnie spotkanie.",
    "Menteri mengatakan bahwa kedua negara itu akan berdialog di ibu kota dengan tujuan yang jelas.",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_kept(text):
    """English, headlines and names are read."""
    assert english(text)


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_known(text):
    """Running text of another language is not."""
    assert not english(text)


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text):
    """Whatever the text, the answer is the same twice."""
    assert english(text) is english(text)


def test_a_bad_list_is_told(tmp_path):
    """The data file is checked by line."""
    path = tmp_path / "words.yaml"
    path.write_text("english: [the]\nothers:\n  latin: et\n", "utf-8")
    with pytest.raises(DataError) as caught:
        small_words(path)
    assert str(caught.value) == f"{path}:3: others.latin: found 'et', expected a list of words"
