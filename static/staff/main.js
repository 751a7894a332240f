/** The scripts of the staff pages. Every page works without them; they only make it easier. */

import { bindAudioReview } from "./audio-review.js";
import { walkCells } from "./cell-walk.js";
import { followColourScheme } from "./colour-scheme.js";
import { bindCopyButton } from "./copy-button.js";
import { bindItemEditor } from "./item-editor.js";
import { bindJudging } from "./judging.js";
import { keepFresh } from "./keep-fresh.js";
import { bindLiveCheck } from "./live-check.js";
import { bindPrintButton } from "./print-button.js";
import { bindRating } from "./rating.js";
import { bindSelectAll } from "./select-all.js";
import { findSoundLength } from "./sound-length.js";
import { bindStudio } from "./studio/studio.js";
import { bindWorkbench } from "./workbench.js";

const MODULES = {
  "audio-review": bindAudioReview,
  "cell-walk": walkCells,
  copy: bindCopyButton,
  "item-editor": bindItemEditor,
  judging: bindJudging,
  "keep-fresh": keepFresh,
  "live-check": bindLiveCheck,
  print: bindPrintButton,
  rating: bindRating,
  "select-all": bindSelectAll,
  "sound-length": findSoundLength,
  studio: bindStudio,
  workbench: bindWorkbench,
};

followColourScheme();
for (const element of document.querySelectorAll("[data-module]"))
  MODULES[element.dataset.module](element);
