/** The scripts of the staff pages. Every page works without them; they only make it easier. */

import { followColourScheme } from "./colour-scheme.js";
import { keepFresh } from "./keep-fresh.js";
import { bindPrintButton } from "./print-button.js";

const MODULES = {
  "keep-fresh": keepFresh,
  print: bindPrintButton,
};

followColourScheme();
for (const element of document.querySelectorAll("[data-module]"))
  MODULES[element.dataset.module](element);
