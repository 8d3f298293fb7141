// j and k walk along the queue; Enter follows the link that has the focus.
const links = [...document.querySelectorAll(".queue__open")];

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const step = { j: 1, k: -1 }[event.key];
  if (!step || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = document.activeElement.closest(".queue tr");
  const here = row ? links.findIndex((link) => row.contains(link)) : -1;
  const next = links[Math.min(Math.max(here + step, 0), links.length - 1)];
  if (next) next.focus();
});
