// Keyboard: / goes to the search, j and k move along a list ([data-list] of [data-item]), e opens the first act
// of the item one stands on. Never while one types, never with Ctrl, Alt or Meta.
export function watchKeys(root) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const act = { "/": search, j: () => move(root, 1), k: () => move(root, -1), e: () => openAct(root) }[event.key];
    if (act?.()) event.preventDefault();
  });
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") && !target.matches("input[type=checkbox], input[type=radio]");
}

function search() {
  const box = document.querySelector("main input[type=search]") ?? document.querySelector("[data-search]");
  if (!box) return false;
  if (box.matches("a")) box.click();
  else {
    box.focus();
    box.select();
  }
  return true;
}

function items(root) {
  return [...root.querySelectorAll("[data-list] [data-item]")].filter((item) => item.offsetParent);
}

function current(root) {
  return items(root).findIndex((item) => item.hasAttribute("aria-current") || item.contains(document.activeElement));
}

function move(root, step) {
  const all = items(root);
  if (!all.length) return false;
  const now = current(root);
  const next = all[now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1)];
  for (const item of all) item.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  next.querySelector("a, button")?.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function openAct(root) {
  const item = items(root)[Math.max(current(root), 0)];
  const act = item?.querySelector("[data-act], .ja a, .ja button") ?? document.querySelector("[data-first-act]");
  act?.click();
  return Boolean(act);
}
