// Which view is shown, who is at the desk, and the keys.
import * as batch from '/batch.js';
import * as dashboard from '/dashboard.js';
import * as review from '/review.js';
import {notice} from '/service.js';

const VIEWS = {queue: review, dashboard, batch, single: null};
const reviewer = document.getElementById('reviewer');
const buttons = [...document.querySelectorAll('[data-view]')];
let view = 'queue';

async function open(name) {
  const former = view;
  view = name in VIEWS ? name : 'queue';
  if (view !== former) {
    notice('');
  }
  for (const button of buttons) {
    const current = button.dataset.view === view;
    button.toggleAttribute('aria-current', current);
    if (current) {
      button.setAttribute('aria-current', 'page');
    }
    document.getElementById(button.dataset.view).hidden = !current;
  }
  if (location.hash !== `#${view}`) {
    history.replaceState(null, '', `#${view}`);
  }
  try {
    await VIEWS[view]?.load();
  } catch (failure) {
    notice(failure.message, true);
  }
}

buttons.forEach((button) => button.addEventListener('click', () => open(button.dataset.view)));
addEventListener('hashchange', () => open(location.hash.slice(1)));
addEventListener('keydown', (event) => {
  const typing = event.target.matches?.('input, textarea, select');
  if (event.key === 'Escape') {
    event.target.blur?.();
  } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && view === 'queue' && review.key(event.key)) {
    event.preventDefault();
  }
});
reviewer.value = localStorage.getItem('reviewer') || '';
reviewer.addEventListener('change', () => localStorage.setItem('reviewer', reviewer.value));
open(location.hash.slice(1) || 'queue');
