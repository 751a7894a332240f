/** Radio buttons and checkboxes, also those of areas of an image: {chosen: [ids]}. */

export const choices = {
  bind(root, value, onValue) {
    const controls = [...root.querySelectorAll("input")];
    for (const control of controls)
      control.checked = value?.chosen?.includes(control.value) ?? false;
    // A shape is no label: whoever presses it means the control in the same area.
    root.addEventListener("click", ({ target }) => {
      if (target.closest("[data-shape]"))
        target.closest("[data-area]").querySelector("input").click();
    });
    root.addEventListener("change", () => {
      onValue({
        chosen: controls.filter(({ checked }) => checked).map((control) => control.value),
      });
    });
  },
};
