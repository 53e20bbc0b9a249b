// What the report's page can do with script: filter, search, fold, move through the matrix with the arrow keys.

const form = document.getElementById('filter');
const search = form.querySelector('input[type=search]');
const verdictBoxes = [...form.querySelectorAll('input[type=checkbox]')];
const shown = form.querySelector('output');
const rows = [...document.querySelectorAll('.matrix tr[data-scenario]')];
const scenarios = new Map(
  [...document.querySelectorAll('.scenario')].map(scenario => [scenario.dataset.scenario, scenario]),
);

/** Families that a search opened; they fold again when nothing is searched for any more. */
const unfolded = new Set();

/** By cell, read when somebody searches first. */
const texts = new Map();

for (const control of [...verdictBoxes, form.querySelector('.tools')]) control.hidden = false;
form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('input', filter);
form.addEventListener('click', ({ target }) => {
  if (target.type === 'button') fold(target.value === 'unfold');
});
document.querySelector('.matrix').addEventListener('keydown', moveInMatrix);
document.addEventListener('click', event => {
  const hash = event.target.closest?.('a[href^="#"]')?.getAttribute('href');
  if (hash) reveal(hash);
});
addEventListener('hashchange', () => reveal(location.hash));
reveal(location.hash);

/** What can be searched of a cell: where it stands and what was seen. */
function textOf(row, cell) {
  const known = texts.get(cell);
  if (known !== undefined) return known;
  const target = cell.querySelector('a')?.hash.slice(1);
  const seen = target ? document.getElementById(target) : null;
  const requirement = scenarios.get(row.dataset.scenario)?.querySelector('.requirement');
  const text = [row.cells[0], requirement, seen]
    .map(part => part?.textContent ?? '')
    .concat(cell.dataset.pair, cell.dataset.verdict)
    .join('\n')
    .toLowerCase();
  texts.set(cell, text);
  return text;
}

/** Shows the cells of the chosen verdicts in which the searched words stand, and hides what holds none of them. */
function filter() {
  const chosen = new Set(verdictBoxes.filter(box => box.checked).map(box => box.value));
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const all = words.length === 0 && verdictBoxes.every(box => box.checked);
  let matching = 0;
  let total = 0;
  for (const row of rows) {
    let inRow = 0;
    for (const cell of [...row.cells].slice(1)) {
      const matches =
        all || (chosen.has(cell.dataset.verdict) && words.every(word => textOf(row, cell).includes(word)));
      cell.classList.toggle('off', !matches);
      const target = cell.querySelector('a')?.hash.slice(1);
      const seen = target ? document.getElementById(target)?.closest('details') : null;
      if (seen) seen.hidden = !matches;
      inRow += matches ? 1 : 0;
      total += 1;
    }
    row.hidden = inRow === 0;
    const scenario = scenarios.get(row.dataset.scenario);
    if (scenario) scenario.hidden = inRow === 0;
    matching += inRow;
  }
  for (const group of document.querySelectorAll('.family, .reasons')) {
    group.hidden = !group.querySelector(':is(tr[data-scenario], .scenario):not([hidden])');
  }
  unfoldFound(words.length > 0);
  shown.textContent = all ? '' : `${matching} of ${total} shown`;
}

/** Who searches wants to see what was found, and not the name of the family that it lies in. */
function unfoldFound(searching) {
  for (const family of document.querySelectorAll('.family:not([hidden], [open])')) {
    if (searching) unfolded.add(family);
  }
  for (const family of unfolded) family.open = searching;
  if (!searching) unfolded.clear();
}

function fold(open) {
  for (const details of document.querySelectorAll('details')) details.open = open;
}

/** Opens whatever a link's target lies in, and goes there. */
function reveal(hash) {
  const target = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
  if (!target) return;
  for (let details = target.closest('details'); details; details = details.parentElement.closest('details')) {
    details.open = true;
  }
  const focus = target.matches('a') ? target : target.closest('details')?.querySelector('summary');
  // After the browser itself went there.
  requestAnimationFrame(() => {
    target.scrollIntoView();
    focus?.focus({ preventScroll: true });
  });
}

/** Arrow keys go from cell to cell, Home and End to the ends of a row. */
function moveInMatrix(event) {
  const link = event.target.closest('td a, th a');
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const step = steps[event.key];
  const toEnd = { Home: 0, End: Number.POSITIVE_INFINITY }[event.key];
  if (!link || event.altKey || event.ctrlKey || event.metaKey || (!step && toEnd === undefined)) return;
  const grid = rows
    .filter(row => !row.hidden && row.closest('details').open)
    .map(row => [...row.cells].map(cell => (cell.matches('.off') ? null : cell.querySelector('a'))));
  let y = grid.findIndex(cells => cells.includes(link));
  let x = grid[y].indexOf(link);
  let next = null;
  if (step) {
    do {
      y += step[0];
      x += step[1];
      next = grid[y]?.[x];
    } while (!next && grid[y]?.[x] !== undefined);
  } else {
    const inRow = grid[y].filter(Boolean);
    next = inRow[Math.min(toEnd, inRow.length - 1)];
  }
  if (!next) return;
  event.preventDefault();
  next.focus();
}
