// The page of a case: marks that give single fields back, and the bar that follows them. A mark is a reason that
// was typed; without this script the same reasons are sent by the same buttons.
const form = document.getElementById("decide");

if (form) {
  const boxes = () => [...form.querySelectorAll("textarea[name^='why:']")];
  form.addEventListener("input", show);
  form.addEventListener("toggle", (event) => event.target.open && event.target.querySelector("textarea")?.focus(), true);
  form.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-why]");
    if (chip) fill(chip);
    else if (event.target.closest("[data-unmark]")) unmark(boxes());
  });
  addEventListener("pageshow", show);
  show();

  function show() {
    const marked = boxes().filter((box) => box.value.trim());
    for (const box of boxes()) {
      const field = box.closest("[data-field]");
      field.classList.toggle("ret", Boolean(box.value.trim()));
      field.querySelector("summary").classList.toggle("on", Boolean(box.value.trim()));
      if (box.value.trim()) box.closest("details").open = true;
    }
    for (const place of form.querySelectorAll("[data-marks]")) place.textContent = String(marked.length);
    for (const part of form.querySelectorAll("[data-when]")) part.hidden = (part.dataset.when === "some") !== marked.length > 0;
  }

  function fill(chip) {
    const box = chip.closest("details").querySelector("textarea");
    box.value = [box.value.trim(), chip.dataset.why].filter(Boolean).join(" ");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  function unmark(all) {
    for (const box of all) {
      box.value = "";
      box.closest("details").open = false;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}
