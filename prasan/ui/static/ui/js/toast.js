// A toast stays ten seconds, longer while the pointer or the focus rests on it. toast(text) makes one from a script.
const SECONDS = 10;

export function watchToasts(root) {
  for (const toast of root.querySelectorAll("[data-toast]")) leaveLater(toast);
}

export function toast(text) {
  const box = document.createElement("div");
  box.className = "toast";
  box.textContent = text;
  let place = document.querySelector(".toasts");
  if (!place) {
    place = document.createElement("div");
    place.className = "toasts";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  place.append(box);
  leaveLater(box);
}

function leaveLater(box) {
  let timer;
  const start = () => (timer = setTimeout(() => box.remove(), SECONDS * 1000));
  const stop = () => clearTimeout(timer);
  for (const name of ["mouseenter", "focusin"]) box.addEventListener(name, stop);
  for (const name of ["mouseleave", "focusout"]) box.addEventListener(name, start);
  start();
}
