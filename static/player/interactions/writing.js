/** A sheet to write on: {text: "…"}, with the number of words below it and characters to insert. */

import { bindPalette } from "./palette.js";
import { tellWritten, textOf } from "./telling.js";
import { countWords } from "./word-count.js";

const HEARD_AFTER_MS = 2_000;

export const writing = {
  bind(root, value, onValue) {
    const sheet = root.querySelector("textarea");
    sheet.value = value?.text ?? "";
    showCount(root, sheet);
    refuseWithoutRoom(root, sheet);
    bindPalette(root, sheet);
    return tellWritten(root, () => ({ text: textOf(sheet) }), onValue);
  },
};

/** The count is seen at every key, and heard when the writer rests. */
function showCount(root, sheet) {
  const line = root.querySelector("[data-word-count]");
  const tooLong = root.querySelector("[data-too-long]");
  const heard = root.querySelector("[data-heard]");
  let timer = null;

  function show() {
    const number = countWords(sheet.value);
    line.textContent = line.dataset.words.replace("{number}", number);
    tooLong.hidden = number <= Number(line.dataset.most);
  }
  function say() {
    heard.textContent = [line, tooLong]
      .filter(({ hidden }) => !hidden)
      .map(({ textContent }) => textContent)
      .join(" ");
  }

  sheet.addEventListener("input", () => {
    show();
    clearTimeout(timer);
    timer = setTimeout(say, HEARD_AFTER_MS);
  });
  show();
}

/** What has no room is refused as a whole and in words: the browser would take a part of it. */
function refuseWithoutRoom(root, sheet) {
  const notice = root.querySelector("[data-no-room]");
  sheet.addEventListener("beforeinput", (event) => {
    const added = event.data?.length ?? (event.inputType.startsWith("insert") ? 1 : 0);
    const kept = sheet.value.length - (sheet.selectionEnd - sheet.selectionStart);
    const hasRoom = added === 0 || kept + added <= sheet.maxLength;
    notice.hidden = hasRoom;
    if (!hasRoom) event.preventDefault();
  });
}
