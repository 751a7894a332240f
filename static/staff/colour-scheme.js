/** Dark when the device is dark: Bootstrap wants an attribute where CSS alone would do. */

export function followColourScheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function apply() {
    document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light";
  }

  dark.addEventListener("change", apply);
  apply();
}
