/* The question before an act that cannot be taken back is a popover and needs no script. Two things do:
   a browser that knows no popovers, and the Enter key in a field of the same form, which would pass it by. */

const knowsPopovers = "popover" in HTMLElement.prototype;

function open(dialog) {
  if (knowsPopovers) dialog.showPopover();
  else dialog.showModal();
}

function isOpen(dialog) {
  return knowsPopovers ? dialog.matches(":popover-open") : dialog.open;
}

if (!knowsPopovers) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[popovertarget]");
    if (!button) return;
    const dialog = document.getElementById(button.getAttribute("popovertarget"));
    if (button.getAttribute("popovertargetaction") === "hide") dialog.close();
    else open(dialog);
  });
}

document.addEventListener("submit", (event) => {
  const dialog = event.submitter?.closest("dialog.sure");
  if (!dialog || isOpen(dialog)) return;
  event.preventDefault();
  open(dialog);
});
