/** What the screens can say: the sentences that the page carries in its <template data-speech>. */

import { playable } from "./sound-files.js";

let sentences = null;

/** The recording of a sentence, {url, marked}, or undefined where there is none in this language. */
export const findSpeech = (text) => readSentences().get(squeeze(text));

export const listSpeechUrls = () => [...readSentences().values()].map(({ url }) => url);

export const squeeze = (text) => text.replace(/\s+/gu, " ").trim();

function readSentences() {
  if (sentences) return sentences;
  const page = document.querySelector("template[data-speech]")?.content;
  const elements = [...(page?.querySelectorAll("[data-speech-url]") ?? [])];
  sentences = new Map(elements.map((element) => [squeeze(element.textContent), read(element)]));
  return sentences;
}

function read(element) {
  const { speechUrl, marks } = element.dataset;
  const marked = marks ? { text: element.textContent, marks: JSON.parse(marks) } : null;
  return { url: playable(speechUrl), marked };
}
