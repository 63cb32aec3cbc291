// The forms that a launch consists of submit themselves; without scripts a button does it.
for (const form of document.querySelectorAll("form[data-submit-at-once]")) form.submit();
