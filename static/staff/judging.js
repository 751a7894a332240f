/** Saves a judgement while somebody thinks, and lets a slider and a number say the same; the button does it all. */

const PAUSE = 400;
const RETRY = 3000;
const NOT_TAKEN = "Niet bewaard. Schrijf uw oordeel op en meld u opnieuw aan.";
const NOT_SENT = "Nog niet bewaard: er is geen verbinding. Het wordt vanzelf opnieuw geprobeerd.";

export function bindJudging(form) {
  bindSlider(form);
  let timer;
  let isChanged = false;
  let isSending = false;

  function wait(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(save, milliseconds);
  }

  async function save() {
    clearTimeout(timer);
    if (isSending || !isChanged || isEmpty(form)) return;
    isSending = true;
    isChanged = false;
    const isSent = await send(form);
    isSending = false;
    if (!isSent) isChanged = true;
    if (isChanged) wait(isSent ? 0 : RETRY);
  }

  form.addEventListener("input", () => {
    isChanged = true;
    say(form, "");
    wait(PAUSE);
  });
  form.addEventListener("change", save);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isChanged = false;
  });
  window.addEventListener("pagehide", save);
}

/** The slider appears with the script and has no name: only the number is sent. */
function bindSlider(form) {
  const place = form.querySelector("[data-slider]");
  if (place === null) return;
  const slider = place.querySelector("input");
  const number = form.elements.percent;
  place.hidden = false;
  if (number.value !== "") slider.value = number.value;
  slider.addEventListener("input", () => {
    number.value = slider.value;
  });
  number.addEventListener("input", () => {
    if (number.value !== "") slider.value = number.value;
  });
}

function isEmpty(form) {
  return form.elements[form.dataset.field ?? "percent"].value === "";
}

/** Whether the server answered; what it refuses is said and not sent again. */
async function send(form) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      keepalive: true,
    });
    if (!isFromUs(answer)) {
      say(form, NOT_TAKEN);
      return true;
    }
    const told = await answer.json();
    say(form, told.said);
    if (told.progress !== "") document.querySelector("[data-progress]").textContent = told.progress;
    return true;
  } catch {
    say(form, NOT_SENT);
    return false;
  }
}

/** A page instead of an answer: nobody is signed in any more. */
function isFromUs(answer) {
  return (answer.headers.get("content-type") ?? "").startsWith("application/json");
}

function say(form, sentence) {
  form.querySelector("[data-said]").textContent = sentence;
}
