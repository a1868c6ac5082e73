// [data-tick-all="name"]: one box that ticks all of a name; [data-tick-count="name"] says how many are ticked.
export function watchTicks(root) {
  for (const all of root.querySelectorAll("[data-tick-all]")) watch(all);
}

function watch(all) {
  const name = all.dataset.tickAll;
  const scope = all.form ?? document;
  const boxes = () => [...scope.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]:not(:disabled)`)];
  const show = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
    for (const place of scope.querySelectorAll(`[data-tick-count="${CSS.escape(name)}"]`)) place.textContent = String(ticked);
  };
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    show();
  });
  scope.addEventListener("change", (event) => event.target.name === name && show());
  show();
}
