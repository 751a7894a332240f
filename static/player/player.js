/** Opens the test in this tab, or says why it cannot be here. */

import { endBecause, leave } from "./endings.js";
import { keepOffline } from "./keep-offline.js";
import { openSitting } from "./opening.js";
import { preloadTest } from "./preload.js";
import { AttemptState } from "./protocol.js";
import { showProblem } from "./question-screen.js";
import { readAloud } from "./read-aloud.js";
import { buildScreen, showScreen } from "./screens.js";
import { Refused } from "./server.js";
import { holdTab, takeOver } from "./tabs.js";
import { say } from "./texts.js";
import { Walk } from "./walk.js";

/** Run the player in its place on the page. */
export async function runPlayer(root) {
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  navigator.storage?.persist?.().catch(() => {});
  const tab = { isLost: false, walk: null };
  if (!(await holdTab(() => loseTab(tab)))) return showOtherTab();
  try {
    return await openTest(root, tab);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return endBecause(error.reason, { root });
  }
}

async function openTest(root, tab) {
  const loading = showScreen(buildScreen("loading"));
  const showTrouble = (sentence) => showProblem(loading, sentence || say("no-network-start"));
  const sitting = await openSitting(showTrouble);
  if (sitting.attempt.state === AttemptState.SUBMITTED) return leave(root, sitting);
  const items = await loadItems(sitting, loading, showTrouble);
  if (tab.isLost) return sitting.sender.stop();
  tab.walk = new Walk({ root, sitting, items });
  return tab.walk.begin();
}

async function loadItems(sitting, loading, showTrouble) {
  const [items] = await Promise.all([
    preloadTest(sitting.attempt.parts, {
      onProgress: (done, total) =>
        Object.assign(loading.querySelector("progress"), { value: done, max: total }),
      onTrouble: () => showTrouble(),
    }),
    keepOffline(),
  ]);
  return items;
}

function loseTab(tab) {
  tab.isLost = true;
  tab.walk?.close();
  showOtherTab();
}

function showOtherTab() {
  document.querySelector("[data-bar]").hidden = true;
  readAloud.stop();
  showScreen(buildScreen("other-tab", { actions: { "use-here": takeOver } }));
}
