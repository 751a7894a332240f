/** The scripts of the staff pages. Every page works without them; they only make it easier. */

import { followColourScheme } from "./colour-scheme.js";
import { bindItemEditor } from "./item-editor.js";
import { keepFresh } from "./keep-fresh.js";
import { bindPrintButton } from "./print-button.js";
import { bindSelectAll } from "./select-all.js";

const MODULES = {
  "item-editor": bindItemEditor,
  "keep-fresh": keepFresh,
  print: bindPrintButton,
  "select-all": bindSelectAll,
};

followColourScheme();
for (const element of document.querySelectorAll("[data-module]"))
  MODULES[element.dataset.module](element);
