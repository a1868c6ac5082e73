// Runs before the first paint: the user's own choice of light or dark, and the sign that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen) root.dataset.theme = chosen;
  } catch {
    // Storage may be forbidden; the system's wish holds then.
  }
})();
