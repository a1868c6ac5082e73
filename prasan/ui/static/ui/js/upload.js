// A file box says "Choose File" in the browser's language. With a script it stays where it is for keyboard and
// screen reader, unseen, and a Thai button and the name of the chosen file stand for it. Without, it is native.
export function watchUploads(root) {
  for (const box of root.querySelectorAll("input[type=file]:not(.sr)")) dress(box);
}

function dress(box) {
  box.classList.remove("inp"); // as wide as an input it would scroll a phone sideways
  box.classList.add("sr");
  if (box.closest("[data-drop]")) return; // its frame says what to do and what was chosen
  const button = document.createElement("label");
  button.className = "btn";
  button.htmlFor = box.id;
  const said = document.createElement("span");
  said.className = "s dim";
  said.setAttribute("aria-live", "polite");
  const row = document.createElement("span");
  row.className = "row tight upl";
  row.append(button, said);
  box.after(row);
  const say = () => {
    button.textContent = box.files.length ? "เลือกไฟล์อื่น" : "เลือกไฟล์";
    said.textContent = box.files.length ? namesOf(box.files) : "ยังไม่ได้เลือกไฟล์";
  };
  box.addEventListener("change", say);
  box.form?.addEventListener("reset", () => setTimeout(say));
  say();
}

export function namesOf(files) {
  return [...files].map((file) => `${file.name} (${size(file.size)})`).join(", ");
}

function size(bytes) {
  return bytes > 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`;
}
