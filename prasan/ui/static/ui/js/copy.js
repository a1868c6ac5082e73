// [data-copy]: copies its value, or with data-copy-from="id" the text of that element; says so on the button.
export function watchCopies(root) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-copy], [data-copy-from]");
    if (!button) return;
    const text = button.dataset.copyFrom ? textOf(document.getElementById(button.dataset.copyFrom)) : button.dataset.copy;
    say(button, (await copy(text)) ? "คัดลอกแล้ว" : "คัดลอกไม่ได้ เลือกข้อความแล้วกด Ctrl C");
  });
}

function textOf(element) {
  return element?.value ?? element?.innerText ?? "";
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

// Without https there is no clipboard; an office's inner network often has none.
function copyOldWay(text) {
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "sr";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

function say(button, text) {
  const label = button.querySelector("[data-copy-label]") ?? button.lastChild;
  const before = label.textContent;
  label.textContent = text;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (label.textContent = before), 2500);
}
