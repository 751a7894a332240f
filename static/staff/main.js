/** The scripts of the staff pages. Every page works without them; they only make it easier. */

import { walkCells } from "./cell-walk.js";
import { followColourScheme } from "./colour-scheme.js";
import { bindItemEditor } from "./item-editor.js";
import { keepFresh } from "./keep-fresh.js";
import { bindPrintButton } from "./print-button.js";
import { bindSelectAll } from "./select-all.js";
import { bindStudio } from "./studio/studio.js";
import { bindWorkbench } from "./workbench.js";

const MODULES = {
  "cell-walk": walkCells,
  "item-editor": bindItemEditor,
  "keep-fresh": keepFresh,
  print: bindPrintButton,
  "select-all": bindSelectAll,
  studio: bindStudio,
  workbench: bindWorkbench,
};

followColourScheme();
for (const element of document.querySelectorAll("[data-module]"))
  MODULES[element.dataset.module](element);
