/** How the words of a text are counted: as `itembank/words.py` counts them, by the same cases. */

const BETWEEN_WORDS =
  /[\t-\r \u0085\u00a0\u1361\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
const WORD_OF_ITS_OWN =
  /[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

export function countWords(text) {
  const single = text.match(WORD_OF_ITS_OWN)?.length ?? 0;
  const rest = text.replace(WORD_OF_ITS_OWN, " ").split(BETWEEN_WORDS);
  return single + rest.filter((stretch) => LETTER_OR_DIGIT.test(stretch)).length;
}
