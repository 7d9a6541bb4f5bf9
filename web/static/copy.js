/* Shows the buttons that copy a text of the page and makes them do it; without it the text can be selected by hand. */

async function copy(element) {
  const selection = document.getSelection();
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(element.textContent);
  } else {
    // Pages that come without TLS have no clipboard object.
    selection.selectAllChildren(element);
    document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const element = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[role=status]");
  try {
    await copy(element);
    status.textContent = button.dataset.done;
  } catch {
    document.getSelection().selectAllChildren(element);
  }
});
