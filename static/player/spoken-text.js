/** Where the characters of a spoken text stand on the page, so that a sentence can be marked while it is read. */

// What a gap is in the text that is spoken (itembank.readaloud.SPOKEN_GAP).
const BLANK = "____";
const BLOCKS = new Set(["P", "DIV", "LI", "UL", "OL"]);
const UNSPOKEN =
  "[aria-hidden=true], [hidden], .only-heard, button, input, select, textarea, svg, img";
const SPACE = /^\s$/u;

/**
 * The pieces of a text, [{range, from}] in milliseconds, or null when what stands on the page is not exactly that text:
 * white space apart, every character must be the same. `marks` are [start, end, from ms, to ms] in code points.
 */
export function findPieces(place, { text, marks }) {
  const shown = squeeze(collect(place));
  const spoken = squeeze([...text].map((sign, index) => ({ sign, index })));
  if (signsOf(shown) !== signsOf(spoken)) return null;
  const pieces = marks.map(([start, end, from]) => {
    const first = spoken.findIndex(({ index }) => index >= start && index < end);
    const last = spoken.findLastIndex(({ index }) => index >= start && index < end);
    return first < 0 ? null : { range: span(shown[first], shown[last]), from };
  });
  return pieces.includes(null) ? null : pieces;
}

const signsOf = (list) => list.map(({ sign }) => sign).join("");

/** One space for every run of white space, none at the ends. */
function squeeze(list) {
  const squeezed = [];
  let space = null;
  for (const one of list) {
    if (SPACE.test(one.sign)) {
      space ??= { ...one, sign: " " };
      continue;
    }
    if (space && squeezed.length > 0) squeezed.push(space);
    space = null;
    squeezed.push(one);
  }
  return squeezed;
}

function collect(place) {
  const signs = [];
  for (const child of place.childNodes) collectFrom(child, signs);
  return signs;
}

function collectFrom(node, signs) {
  if (node.nodeType === Node.TEXT_NODE) return collectText(node, signs);
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(UNSPOKEN)) return;
  if (node.matches(".gap")) {
    for (const sign of BLANK) signs.push({ sign, element: node });
    return;
  }
  const isBlock = BLOCKS.has(node.tagName);
  if (isBlock) signs.push({ sign: " ", element: node });
  for (const child of node.childNodes) collectFrom(child, signs);
  if (isBlock) signs.push({ sign: " ", element: node });
}

/** Labels are flexible boxes: white space around their elements is not on the page. */
function collectText(node, signs) {
  if (node.parentElement.tagName === "LABEL" && node.data.trim() === "") return;
  let offset = 0;
  for (const sign of node.data) {
    signs.push({ sign, node, start: offset, end: offset + sign.length });
    offset += sign.length;
  }
}

function span(first, last) {
  const range = new Range();
  if (first.node) range.setStart(first.node, first.start);
  else range.setStartBefore(first.element);
  if (last.node) range.setEnd(last.node, last.end);
  else range.setEndAfter(last.element);
  return range;
}
