// The theme switch: three buttons, system, light, dark; the choice stays on this machine.
export function watchThemes(root) {
  const buttons = [...root.querySelectorAll("[data-theme-set]")];
  const show = () => {
    const now = document.documentElement.dataset.theme ?? "";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeSet === now));
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      choose(button.dataset.themeSet);
      show();
    });
  }
  show();
}

function choose(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // It holds for this page then.
  }
}
