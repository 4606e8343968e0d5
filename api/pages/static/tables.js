// One box ticks all boxes of its table; how many are ticked is said beside.
const tally = (table) => {
  const boxes = all("tbody input[type=checkbox]", table);
  const ticked = boxes.filter((box) => box.checked).length;
  const whole = one("[data-tick-all]", table);
  whole.checked = ticked > 0 && ticked === boxes.length;
  whole.indeterminate = ticked > 0 && ticked < boxes.length;
  for (const told of all("[data-ticked]", table.closest("form") ?? document)) told.textContent = ticked;
};
on("change", "table:has([data-tick-all])", (table, event) => {
  if (event.target.matches("[data-tick-all]"))
    for (const box of all("tbody input[type=checkbox]", table)) box.checked = event.target.checked;
  tally(table);
});
