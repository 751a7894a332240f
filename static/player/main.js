/** Binds the scripts of the candidate's pages to the elements that name them with data-module. */

import { bindLanguages, introduce, waitForTouch } from "./by-ear.js";
import { bindCodePad } from "./code-pad.js";
import { forgetContent } from "./device.js";
import { clearAfterTest } from "./endings.js";
import { keepOffline } from "./keep-offline.js";
import { runPlayer } from "./player.js";
import { bindPractice } from "./practice.js";
import { bindPreview } from "./preview.js";
import { bindAudioButtons } from "./read-aloud.js";
import { bindVolume } from "./volume.js";

const MODULES = {
  "code-pad": bindCodePad,
  farewell: clearAfterTest,
  "keep-offline": keepOffline,
  languages: bindLanguages,
  newcomer: forgetContent,
  player: runPlayer,
  practice: bindPractice,
  preview: bindPreview,
  volume: bindVolume,
};

bindAudioButtons(document);
waitForTouch();
for (const element of document.querySelectorAll("[data-module]"))
  MODULES[element.dataset.module](element);

// The player shows screens of its own, and each of them introduces itself.
if (!document.querySelector("[data-module=player]")) introduce(document.querySelector("main"));
