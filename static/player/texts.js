/** The translated sentences that the page carries in its <template data-texts>. */

const sentences = new Map();

export function say(key, values = {}) {
  if (sentences.size === 0) readSentences();
  return sentences.get(key).replace(/\{(\w+)\}/g, (_match, name) => values[name]);
}

function readSentences() {
  const page = document.querySelector("template[data-texts]").content;
  for (const element of page.querySelectorAll("[data-text]")) {
    sentences.set(element.dataset.text, element.textContent.trim());
  }
}
