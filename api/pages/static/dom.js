// Helpers for the scripts below; each of these stands in a block of its own in one module.
const root = document.documentElement;
const all = (wanted, within = document) => [...within.querySelectorAll(wanted)];
const one = (wanted, within = document) => within.querySelector(wanted);
const on = (what, wanted, act) =>
  document.addEventListener(what, (event) => {
    const found = event.target.closest?.(wanted);
    if (found) act(found, event);
  });
const announce = (words) => {
  const live = one("#live");
  live.textContent = "";
  setTimeout(() => { live.textContent = words; }, 60);
};
