/** Radio buttons and checkboxes: {chosen: [ids]}. */

export const choices = {
  bind(root, value, onValue) {
    const controls = [...root.querySelectorAll("input")];
    for (const control of controls)
      control.checked = value?.chosen?.includes(control.value) ?? false;
    root.addEventListener("change", () => {
      onValue({
        chosen: controls.filter(({ checked }) => checked).map((control) => control.value),
      });
    });
  },
};
