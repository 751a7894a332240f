/** Softer and louder, for the sound check; the device's own keys do the rest. */

import { readAloud } from "./read-aloud.js";

const STEP = 0.2;
const SOFTEST = 0.2;

export function bindVolume(box) {
  const meter = box.querySelector("[data-volume-meter]");
  const show = () => {
    meter.value = readAloud.volume;
  };
  box.hidden = false;
  box.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-volume]")?.dataset.volume;
    if (!way) return;
    const step = way === "louder" ? STEP : -STEP;
    readAloud.volume = Math.max(SOFTEST, Math.round((readAloud.volume + step) * 10) / 10);
    show();
  });
  show();
}
