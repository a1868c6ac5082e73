// A menu (details[data-menu]) closes on Escape and on a press beside it.
export function watchMenus(root) {
  const menus = [...root.querySelectorAll("details[data-menu]")];
  if (!menus.length) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus.filter((one) => one.open)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}
