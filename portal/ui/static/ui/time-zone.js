// Where nobody has said a time zone yet, the browser's own is filled in.
(() => {
  const zone = document.querySelector("select[data-find-clock]");
  if (!zone) return;
  const found = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (found === "UTC") return; // a machine without a place
  const known = [...zone.options].some((option) => option.value === found);
  if (known) zone.value = found;
})();
