/** Binds the scripts of the candidate's pages to the elements that name them with data-module. */

import { bindCodePad } from "./code-pad.js";
import { forgetContent } from "./device.js";
import { clearAfterTest } from "./endings.js";
import { keepOffline } from "./keep-offline.js";
import { runPlayer } from "./player.js";
import { bindPractice } from "./practice.js";
import { bindPreview } from "./preview.js";
import { bindAudioButtons } from "./read-aloud.js";

const MODULES = {
  "code-pad": bindCodePad,
  farewell: clearAfterTest,
  "keep-offline": keepOffline,
  newcomer: forgetContent,
  player: runPlayer,
  practice: bindPractice,
  preview: bindPreview,
};

bindAudioButtons(document);
for (const element of document.querySelectorAll("[data-module]"))
  MODULES[element.dataset.module](element);
