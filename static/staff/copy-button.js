/** A button that copies what is in the field beside it; hidden in the page, for without script it could do nothing. */

export function bindCopyButton(element) {
  const field = element.querySelector("textarea");
  const button = element.querySelector("[data-copy]");
  const status = element.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    status.textContent = (await copy(field.value))
      ? status.dataset.copied
      : status.dataset.selected;
  });
}

/** Only a page that came over HTTPS may write to the clipboard. */
async function copy(text) {
  if (!navigator.clipboard) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
