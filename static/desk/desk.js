// Names for what scripts draw, a warning before typed text is left, and the chosen picture. The desk works without it.
"use strict";

const labelOf = (control) => {
  const label = control.id && document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
  const column = control.closest("td") && columnOf(control.closest("td"));
  return (label?.textContent || column || control.name || "").replace(/:\s*$/, "").trim();
};

const columnOf = (cell) => {
  const head = cell.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex];
  return head?.textContent.trim();
};

// A row of a table has no labels: its controls are named for their column.
const nameRows = (root) => {
  for (const cell of root.querySelectorAll(".tabular td[class*='field-'], .tabular td.delete")) {
    const name = columnOf(cell);
    if (!name) continue;
    cell.dataset.label = name;
    for (const control of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (!control.hasAttribute("aria-label")) control.setAttribute("aria-label", name);
    }
  }
};

// The drawn search boxes hide the select that has the label.
const namePickers = (root) => {
  for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
    const drawn = select.nextElementSibling;
    const name = select.getAttribute("aria-label") || labelOf(select);
    if (!drawn || !name) continue;
    const box = drawn.querySelector(".select2-selection");
    drawn.querySelector("[role=textbox].select2-selection__rendered")?.setAttribute("aria-label", `${name}, chosen`);
    box?.removeAttribute("aria-labelledby");
    box?.setAttribute("aria-label", name);
    for (const field of drawn.querySelectorAll("input.select2-search__field")) field.setAttribute("aria-label", name);
  }
};

const nameSearch = () => {
  const open = document.querySelector(".select2-container--open .select2-search__field");
  if (open && !open.hasAttribute("aria-label")) open.setAttribute("aria-label", "Search");
};

document.addEventListener("prose-editor:ready", (event) => {
  const { editor, textarea } = event.detail;
  const name = labelOf(textarea) || "Body";
  const box = editor.view.dom;
  box.setAttribute("aria-label", name);
  box.setAttribute("role", "textbox");
  box.setAttribute("aria-multiline", "true");
  textarea.closest(".prose-editor")?.querySelector(".prose-menubar")?.setAttribute("role", "toolbar");
  textarea.closest(".prose-editor")?.querySelector(".prose-menubar")?.setAttribute("aria-label", `Format: ${name}`);
});

const warnBeforeLeaving = (form) => {
  let isChanged = document.querySelector(".errornote, .conflict") !== null;
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("change", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  window.addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
};

const showPicture = (box) => {
  const select = box.querySelector("select");
  window.django?.jQuery(select).on("change", () => {
    box.querySelector(".thumb")?.remove();
    if (!select.value) return;
    const figure = document.createElement("figure");
    figure.className = "thumb";
    const image = document.createElement("img");
    image.alt = "";
    image.src = box.dataset.thumbnail.replace(/\/0\//, `/${select.value}/`);
    image.addEventListener("error", () => figure.remove());
    figure.append(image);
    box.append(figure);
  });
};

// The boxes are drawn when jQuery gets to it, before or after this.
const awaitPickers = (root) => {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    new MutationObserver(() => namePickers(document)).observe(select.parentNode, { childList: true });
  }
  namePickers(document);
};

window.addEventListener("load", () => {
  nameRows(document);
  awaitPickers(document);
  for (const head of document.querySelectorAll(".tabular th.original:empty, .tabular thead th:last-child:empty")) {
    head.innerHTML = '<span class="visually-hidden">Row</span>';
  }
  document.querySelectorAll(".picture-box").forEach(showPicture);
  const form = document.querySelector(".change-form .pane-form form");
  if (form) warnBeforeLeaving(form);
  for (const box of document.querySelectorAll("input.action-select:not([aria-label]), #action-toggle:not([aria-label])")) {
    box.setAttribute("aria-label", box.id === "action-toggle" ? "Choose all on this page" : "Choose this row");
  }
  window.django?.jQuery?.(document).on("select2:open", nameSearch);
  document.addEventListener("formset:added", (event) => {
    nameRows(event.target.closest("table") || document);
    awaitPickers(document);
  });
});
