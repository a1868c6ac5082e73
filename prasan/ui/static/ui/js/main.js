// Wires what works better with a script. Every page works without; each module says what it adds.
import { watchThemes } from "./themes.js";
import { watchMenus } from "./menus.js";
import { watchDialogs } from "./dialog.js";
import { watchForms } from "./keep.js";
import { watchCopies } from "./copy.js";
import { watchKeys } from "./keys.js";
import { watchToasts } from "./toast.js";
import { watchTicks } from "./ticks.js";
import { watchDates } from "./dates.js";
import { watchPress } from "./press.js";
import { watchDrops } from "./drop.js";
import { watchUploads } from "./upload.js";

const watchers = [
  watchThemes, watchMenus, watchDialogs, watchForms, watchCopies,
  watchKeys, watchToasts, watchTicks, watchDates, watchPress, watchDrops, watchUploads,
];
for (const watch of watchers) watch(document);

// What htmx brings in is wired like the rest of the page.
document.addEventListener("htmx:load", (event) => {
  if (event.target === document.body) return;
  for (const watch of [watchDates, watchToasts, watchTicks, watchForms, watchUploads]) watch(event.target);
});
