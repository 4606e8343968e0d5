// The week: a meeting opens in a dialog; moved by its form or dragged; what a choice would break is
// weighed as it is made; the page renews only what changed, and the focus stays where it was.
const dialog = document.createElement("dialog");
dialog.className = "sheet-of-need";
let turn = 0;
let opener = null;

const load = async (address, options) => {
  const mine = ++turn;
  const answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  // An answer that another question has overtaken is of no use any more.
  return mine === turn ? { answer, page } : null;
};
const show = (part) => {
  dialog.replaceChildren(document.importNode(part, true));
  const title = one("h1", dialog);
  title.id = "dialog-title";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  const close = document.createElement("button");
  Object.assign(close, { className: "btn bare close", type: "button", textContent: "×" });
  close.setAttribute("aria-label", one("table.week")?.dataset.close ?? "×");
  close.dataset.close = "";
  dialog.prepend(close);
  if (!dialog.isConnected) document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
  (one("[role=alert]", dialog) ?? title).scrollIntoView({ block: "nearest" });
};
const open = async (address, from) => {
  opener = from?.dataset.need ?? opener;
  const found = await load(address);
  if (!found) return;
  const part = one("[data-part]", found.page);
  if (part) show(part);
  else location.assign(found.answer.url);
};
const renew = (page) => {
  for (const id of ["figures", "left-out", "body"]) {
    const fresh = page.getElementById(id), old = document.getElementById(id);
    if (fresh && old) old.replaceWith(document.importNode(fresh, true));
  }
  one(".head")?.replaceWith(document.importNode(one(".head", page), true));
  if (opener) one(`.ses[data-need="${CSS.escape(opener)}"]`)?.focus();
  announce(one(".said:not(.inf)", page)?.textContent ?? "");
};
if (one("table.week, #left-out")) {
  on("click", "a.ses, #left-out .in a", (link, event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !link.href.includes("/needs/")) return;
    event.preventDefault();
    open(link.href, link);
  });
  on("click", "dialog.sheet-of-need a[href*='/needs/']", (link, event) => {
    event.preventDefault();
    open(link.href);
  });
}
on("submit", "dialog.sheet-of-need form", async (form, event) => {
  event.preventDefault();
  const told = new URLSearchParams(new FormData(form, event.submitter));
  if (event.submitter?.hasAttribute("data-weigh-now")) return open(`${form.dataset.weigh}?${weighed(form)}`);
  const found = await load(form.action, { method: "POST", body: told });
  if (!found) return;
  const part = one("[data-part]", found.page);
  if (part) return show(part);
  if (!one("#figures", found.page)) return location.assign(found.answer.url);
  dialog.close();
  renew(found.page);
});
const weighed = (form) => {
  const told = new FormData(form);
  return new URLSearchParams({ worker: told.getAll("worker").join(","), start: told.get("start") });
};
on("change", "form[data-weigh] select", async (field) => {
  const form = field.form;
  if (all("select", form).some((one) => !one.value)) return;
  const found = await load(`${form.dataset.weigh}?${weighed(form)}`);
  const would = found && one("#would", found.page);
  if (would) one("#would", form).replaceWith(document.importNode(would, true));
});

// Dragging is a short way to the same form: worker and day are chosen, nothing is changed yet.
const table = () => one("table.week[data-revision]");
on("dragstart", ".ses", (link, event) => {
  if (!table()) return;
  event.dataTransfer.setData("text/plain", link.href);
  event.dataTransfer.effectAllowed = "move";
  link.classList.add("dragged");
});
on("dragend", ".ses", (link) => {
  link.classList.remove("dragged");
  for (const cell of all(".over-me")) cell.classList.remove("over-me");
});
on("dragover", "table.week td", (cell, event) => {
  event.preventDefault();
  for (const other of all(".over-me")) if (other !== cell) other.classList.remove("over-me");
  cell.classList.add("over-me");
});
on("drop", "table.week td", (cell, event) => {
  event.preventDefault();
  cell.classList.remove("over-me");
  const address = event.dataTransfer.getData("text/plain");
  const link = all(".ses").find((one) => one.href === address);
  if (!link) return;
  const start = Number(cell.dataset.day) * 1440 + Number(link.dataset.start);
  const worker = cell.parentElement.id.slice(2);
  opener = link.dataset.need;
  open(`${address}?${new URLSearchParams({ worker, start })}`);
});

// One day at a time where the screen is narrow.
on("click", "[data-day-choice]", (link, event) => {
  event.preventDefault();
  const day = link.dataset.dayChoice;
  for (const other of all("[data-day-choice]")) other.removeAttribute("aria-current");
  link.setAttribute("aria-current", "date");
  one("table.week").dataset.day = day;
});
const today = one("[data-day-choice][aria-current]");
if (today) one("table.week")?.setAttribute("data-day", today.dataset.dayChoice);
