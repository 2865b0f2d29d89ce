// The figures: how much waits, how people judged what the analyzer said, and what it cost.
import {age, call, element, words} from '/service.js';

const place = document.getElementById('dashboard');

export async function load() {
  const stats = await call('/stats');
  const pending = stats.reviews.pending ?? 0;
  const decided = (stats.reviews.approved ?? 0) + (stats.reviews.corrected ?? 0);
  place.replaceChildren(
    element('h2', {}, 'Dashboard'),
    element('div', {className: 'tiles'},
      tile(pending, 'wait for review'),
      tile(stats.oldest_pending ? age(stats.oldest_pending) : '–', 'the oldest waits'),
      tile(share(stats.reviews.approved ?? 0, decided), 'approved as they were'),
      tile(stats.analyses.succeeded, 'analyses since the start'),
      tile(stats.analyses.failed, 'of them failed'),
      tile(`${stats.analyses.mean_ms} ms`, 'mean time'),
      tile(`$${stats.analyses.cost_usd.toFixed(4)}`, 'spent since the start')),
    element('h3', {}, 'Decisions by prompt'),
    table(['Prompt', 'Approved', 'Corrected', 'Dismissed', 'Accept rate'], stats.prompts.map((prompt) => [
      prompt.prompt, prompt.approve, prompt.correct, prompt.dismiss,
      share(prompt.approve, prompt.approve + prompt.correct)])),
    element('h3', {}, 'Fields that people changed'),
    table(['Field', 'Changed', 'Accept rate'], Object.entries(stats.changed_fields)
      .map(([field, count]) => [words(field), count, share(decided - count, decided)])));
}

function tile(value, label) {
  return element('div', {className: 'tile'},
    element('strong', {}, String(value)), element('span', {}, label));
}

function share(part, whole) {
  return whole > 0 ? `${Math.round(100 * part / whole)} %` : '–';
}

function table(names, rows) {
  if (rows.length === 0) {
    return element('p', {className: 'meta'}, 'Nothing yet.');
  }
  return element('table', {},
    element('thead', {}, element('tr', {}, ...names.map((name) => element('th', {scope: 'col'}, name)))),
    element('tbody', {}, ...rows.map((cells) => element('tr', {},
      ...cells.map((cell) => element('td', {}, String(cell)))))));
}
