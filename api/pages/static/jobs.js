// Work under way: told as it goes on, until it has ended; then the page it was for.
for (const place of all("[data-job]")) {
  const bar = one("[data-job-bar]", place), said = one("[data-job-said]", place);
  const steps = all("[data-step]");
  const events = new EventSource(`/api/v1/jobs/${place.dataset.job}/events`);
  let last = 0;
  events.addEventListener("job", (event) => {
    const job = JSON.parse(event.data);
    const told = job.progress;
    for (const part of all("[data-state]", place)) part.hidden = part.dataset.state !== job.state;
    const most = Number(place.dataset.seconds || 0);
    if (most && told.seconds !== undefined) bar.value = Math.min(99, (100 * told.seconds) / most);
    if (told.total) bar.value = Math.min(99, (100 * told.done) / told.total);
    const step = steps.findIndex((one) => one.dataset.step === told.status);
    if (step >= 0) {
      for (const one of steps) one.removeAttribute("aria-current");
      steps[step].setAttribute("aria-current", "step");
      bar.value = (100 * step) / steps.length;
    }
    for (const fact of all("[data-fact]", place))
      if (told[fact.dataset.fact] !== undefined) {
        const number = told[fact.dataset.fact];
        const style = fact.dataset.style === "percent"
          ? { style: "percent", maximumFractionDigits: 1 } : { maximumFractionDigits: 0 };
        fact.textContent = new Intl.NumberFormat(root.lang, style).format(number);
        fact.closest("[hidden]")?.removeAttribute("hidden");
      }
    if (Date.now() - last > 5000) {
      last = Date.now();
      const line = steps[step] ?? one("[data-job-line]:not([hidden])", place);
      said.textContent = line?.innerText ?? "";
    }
    if (["done", "failed", "stopped"].includes(job.state)) {
      events.close();
      location.assign(place.dataset.then);
    }
  });
}
