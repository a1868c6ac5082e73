// <dialog class="dlg" id="x"> opened by [data-dialog="x"], closed by [data-close] or Escape.
// Focus starts on the title and never on an act, and goes back to where it came from.
// Without scripts [data-dialog] is a link or a submit button to a page that asks the same.
export function watchDialogs(root) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    if (opener) return open(event, opener);
    const closer = event.target.closest?.("[data-close]");
    if (closer) closer.closest("dialog")?.close();
    else if (event.target instanceof HTMLDialogElement && isBeside(event)) event.target.close();
  });
}

function open(event, opener) {
  const dialog = document.getElementById(opener.dataset.dialog);
  if (!dialog || opener.getAttribute("aria-disabled") === "true") return;
  event.preventDefault();
  dialog.showModal();
  const title = dialog.querySelector("h2, h3");
  if (title) {
    title.tabIndex = -1;
    title.focus();
  }
  dialog.addEventListener("close", () => opener.focus(), { once: true });
}

function isBeside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
