// Light or dark at once, and kept; print; closed lists where the screen is narrow.
on("click", "[data-theme-toggle]", (button, event) => {
  event.preventDefault();
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (root.dataset.theme || system) === "dark" ? "light" : "dark";
  root.dataset.theme = next;
  const told = new URLSearchParams(new FormData(button.form));
  told.set("theme", next);
  fetch("/look", { method: "POST", body: told, redirect: "manual" });
});
on("click", "[data-print]", () => print());
if (matchMedia("(max-width: 1240px)").matches)
  for (const list of all("details[data-narrow-closed]")) list.open = false;
on("keydown", "details.menu[open]", (menu, event) => {
  if (event.key === "Escape") {
    menu.open = false;
    one("summary", menu).focus();
  }
});
on("change", "[data-at-once]", (field) => field.form.requestSubmit());
