// A link or button with data-open shows a dialog of the page; without scripts the link leads on.
on("click", "[data-open]", (button, event) => {
  const dialog = document.getElementById(button.dataset.open);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("opened", { detail: button }));
});
on("click", "[data-close]", (button, event) => {
  event.preventDefault();
  button.closest("dialog").close();
});
