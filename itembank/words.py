"""How the words of a text are counted; `static/player/word-count.js` counts in the same way."""

import re
import unicodedata

# White space as Unicode has it, and the word divider of Ethiopic.
_BETWEEN_WORDS = re.compile(
    "[\t-\r \u0085\u00a0\u1361\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
)
# Chinese characters and kana: written without spaces, each counts for a word.
_WORD_OF_ITS_OWN = re.compile(
    "[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def count_words(text: str) -> int:
    """Count what stands between white space and has a letter or a digit: "foto's", "en/of", "10%".

    A dash alone is no word; a Chinese character or kana is one. Thai, Khmer and other scripts that
    write without spaces are counted by the spaces that they do have.
    """
    single = len(_WORD_OF_ITS_OWN.findall(text))
    rest = _BETWEEN_WORDS.split(_WORD_OF_ITS_OWN.sub(" ", text))
    return single + sum(1 for stretch in rest if any(map(_is_letter_or_digit, stretch)))


def _is_letter_or_digit(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN"
