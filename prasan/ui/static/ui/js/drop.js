import { namesOf } from "./upload.js";

// <label class="drop" data-drop> around a file box: files may be dropped on it, and it says what was chosen.
export function watchDrops(root) {
  for (const place of root.querySelectorAll("[data-drop]")) watch(place);
}

function watch(place) {
  const box = place.querySelector("input[type=file]");
  const said = place.querySelector("[data-drop-said]");
  for (const name of ["dragenter", "dragover"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    box.files = event.dataTransfer.files;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
  box.addEventListener("change", () => {
    if (said) said.textContent = namesOf(box.files);
  });
}
