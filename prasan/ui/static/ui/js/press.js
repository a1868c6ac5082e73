// Small manners: an off button does nothing, a sent form is not sent twice, print prints, errors get the focus.
export function watchPress(root) {
  root.addEventListener("click", (event) => {
    const off = event.target.closest?.("[aria-disabled=true]");
    if (off) event.preventDefault();
    else if (event.target.closest?.("[data-print]")) window.print();
  });
  root.addEventListener("submit", (event) => guard(event));
  root.querySelector("[data-focus]")?.focus();
  // A page that comes back from the browser's memory must not look as if it were still sending.
  addEventListener("pageshow", (event) => event.persisted && release(root));
}

function guard(event) {
  const form = event.target;
  if (event.submitter?.getAttribute("aria-disabled") === "true") return event.preventDefault();
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  if (event.submitter?.hasAttribute("data-again")) return;
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button?.classList.contains("btn")) return;
  button.classList.add("busy");
  button.setAttribute("aria-busy", "true");
}

function release(root) {
  for (const form of root.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of root.querySelectorAll(".btn.busy[aria-busy]")) {
    button.classList.remove("busy");
    button.removeAttribute("aria-busy");
  }
}
