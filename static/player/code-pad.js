/**
 * The code: digits of any script, shown in two groups of four, typed or pressed on big keys. Who goes by ear hears each
 * of them, and the whole code once it is there.
 */

import { sayBack } from "./by-ear.js";

const LENGTH = 8;
const GROUP = 4;

export function bindCodePad(form) {
  const input = form.querySelector("input[name=code]");
  const pad = form.querySelector("[data-number-pad]");
  let heard = "";
  const write = (digits) => {
    const code = digits.slice(0, LENGTH);
    input.value = inGroups(code);
    if (code.length > heard.length) tell(code);
    heard = code;
  };
  const tell = (code) => {
    const signs = [...(code.length === LENGTH ? code : code.slice(-1))];
    const keys = signs.map((sign) => pad.querySelector(`[data-digit="${sign}"]`));
    sayBack(signs, keys);
  };

  pad.hidden = false;
  pad.addEventListener("click", ({ target }) => {
    const key = target.closest("button");
    const digits = toDigits(input.value);
    if (key?.dataset.digit) write(digits + key.dataset.digit);
    else if (key) write(digits.slice(0, -1));
  });
  input.addEventListener("input", () => {
    if (input.selectionStart === input.value.length) write(toDigits(input.value));
  });
  form.addEventListener("submit", () => write(toDigits(input.value)));
  heard = toDigits(input.value || takeScannedCode());
  write(heard);
}

/** The code of a QR card comes behind the #, which no server ever sees; it leaves the address at once. */
function takeScannedCode() {
  const scanned = location.hash.slice(1);
  if (scanned) history.replaceState(null, "", location.pathname);
  return scanned;
}

const inGroups = (digits) =>
  [digits.slice(0, GROUP), digits.slice(GROUP)].filter(Boolean).join(" ");

/** Every script of Unicode has its ten digits in a row, the zero first. */
function toDigits(typed) {
  return [...typed]
    .filter((sign) => /\p{Nd}/u.test(sign))
    .map(toAsciiDigit)
    .join("");
}

function toAsciiDigit(sign) {
  let zero = sign.codePointAt(0);
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) {
    zero -= 1;
    value += 1;
  }
  return value;
}
