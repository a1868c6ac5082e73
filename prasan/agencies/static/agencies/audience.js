// Names that are typed or taken from the search mean "หน่วยงานที่เลือก"; the server asks when they disagree.
const NAMES = "textarea[name=agencies]";

function choose(names) {
  const chosen = names.form?.querySelector("input[name=audience][value=chosen]");
  if (!chosen || chosen.checked || !names.value.trim()) return;
  chosen.checked = true;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("input", (event) => event.target.matches?.(NAMES) && choose(event.target));
document.addEventListener("htmx:load", (event) => event.target.matches?.(NAMES) && choose(event.target));
