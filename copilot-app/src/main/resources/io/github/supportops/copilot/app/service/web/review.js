// The queue on the left, the ticket on the right.
import {age, call, countPending, element, FIELDS, fill, notice, postJson, words} from '/service.js';

const list = document.getElementById('reviews');
const detail = document.getElementById('detail');
const more = document.getElementById('more');
const filters = document.getElementById('filters');
let reviews = [];
let chosen = -1;
let next = null;

export async function load(append = false) {
  const query = new URLSearchParams({limit: '50'});
  for (const [name, value] of new FormData(filters)) {
    if (value) {
      query.set(name, value);
    }
  }
  if (append && next) {
    query.set('after', next);
  }
  const page = await call(`/reviews?${query}`);
  const former = reviews[chosen]?.id;
  reviews = append ? reviews.concat(page.reviews) : page.reviews;
  next = page.next;
  more.hidden = next === null;
  const again = reviews.findIndex((review) => review.id === former);
  show(again >= 0 ? again : Math.min(Math.max(chosen, 0), reviews.length - 1));
  countPending();
}

function show(index) {
  chosen = index;
  list.replaceChildren(...reviews.map(row));
  if (reviews.length === 0) {
    list.append(element('li', {className: 'empty'}, 'Nothing waits here. Enrich a file or try one ticket.'));
    detail.replaceChildren();
    return;
  }
  list.children[index]?.scrollIntoView({block: 'nearest'});
  draw(reviews[index]);
}

function row(review, index) {
  const analysis = review.result.analysis;
  return element('li', {},
    element('button', {
      type: 'button',
      className: 'row',
      'aria-current': index === chosen ? 'true' : 'false',
      onclick: () => show(index),
    },
    element('span', {className: `badge ${analysis.urgency}`}, analysis.urgency),
    element('span', {className: 'title'}, review.ticket.subject || review.ticket.message.slice(0, 120)),
    element('span', {className: 'meta'},
      [review.ticket.ticket_id, words(analysis.intent), age(review.created_at),
        review.state === 'pending' ? null : review.state].filter(Boolean).join(' · '))));
}

function draw(review) {
  const {ticket, result} = review;
  const customer = ticket.customer || {};
  fill(detail,
    element('header', {},
      element('h2', {}, ticket.subject || ticket.ticket_id),
      element('p', {className: 'meta'},
        [ticket.subject ? ticket.ticket_id : null, ticket.channel, customer.id, customer.tier, customer.plan,
          review.state === 'pending' ? `waits ${age(review.created_at)}` : `came ${age(review.created_at)} ago`].filter(Boolean).join(' · '))),
    element('ul', {className: 'reasons', 'aria-label': 'Why a person should look'},
      ...result.review.reasons.map((reason) => element('li', {title: reason.kind}, reason.detail))),
    ...(ticket.thread || []).map((message) => element('blockquote', {className: 'earlier'},
      element('p', {className: 'meta'}, message.author), element('p', {className: 'text'}, message.text))),
    element('blockquote', {className: 'text message'}, ...highlighted(ticket.message, result.explanation.evidence)),
    result.explanation.rationale ? element('p', {className: 'rationale'}, result.explanation.rationale) : null,
    form(review),
    history(review),
    provenance(result.provenance));
}

// Marks the passages the analyzer relied on; overlapping ones are marked once.
function highlighted(text, evidence) {
  const marks = [];
  for (const quote of evidence || []) {
    const start = text.indexOf(quote);
    if (quote && start >= 0) {
      marks.push([start, start + quote.length]);
    }
  }
  marks.sort((one, other) => one[0] - other[0]);
  const parts = [];
  let place = 0;
  for (const [start, end] of marks) {
    if (end > place) {
      const from = Math.max(start, place);
      parts.push(text.slice(place, from), element('mark', {}, text.slice(from, end)));
      place = end;
    }
  }
  parts.push(text.slice(place));
  return parts;
}

function form(review) {
  const open = review.state === 'pending';
  const settled = review.decision?.analysis || review.result.analysis;
  const confidence = review.result.confidence;
  const controls = element('form', {id: 'decision', onsubmit: (event) => event.preventDefault()});
  const fields = element('fieldset', {disabled: !open}, element('legend', {}, 'Triage'));
  for (const [name, labels] of Object.entries(FIELDS)) {
    const select = element('select', {name},
      ...labels.map((label) => element('option', {value: label, selected: label === settled[name]}, words(label))));
    fields.append(element('label', {}, words(name), select, sureness(confidence[name])));
  }
  fields.append(element('label', {className: 'flag'},
    element('input', {type: 'checkbox', name: 'escalation_required', checked: settled.escalation_required}),
    'escalation required', sureness(confidence.escalation_required)));
  const reply = element('textarea', {name: 'suggested_response', rows: 5, value: settled.suggested_response,
    disabled: !open});
  controls.append(fields,
    element('label', {className: 'wide'}, 'Reply draft', reply));
  if (open) {
    const approve = button('Approve', 'a', 'primary', () => decide(review, 'approve'));
    const correct = button('Save correction', 'c', '', () => decide(review, 'correct'));
    controls.append(
      element('label', {className: 'wide'}, 'Why (optional)', element('input', {name: 'why', maxLength: 4000})),
      element('div', {className: 'actions'}, approve, correct,
        button('Dismiss', 'd', 'quiet', () => decide(review, 'dismiss'))));
    const update = () => {
      const said = ordered(review.result.analysis);
      const now = read(controls);
      for (const name of Object.keys(said)) {
        controls.elements.namedItem(name).closest('label').classList.toggle('changed', now[name] !== said[name]);
      }
      const changed = JSON.stringify(now) !== JSON.stringify(said);
      approve.disabled = changed;
      correct.disabled = !changed;
    };
    controls.addEventListener('input', update);
    update();
  }
  return controls;
}

function button(text, key, className, onclick) {
  return element('button', {type: 'button', className, onclick, 'data-key': key}, text);
}

function sureness(value) {
  if (value === null || value === undefined) {
    return element('span', {className: 'sure'}, 'not measured');
  }
  const percent = `${Math.round(value * 100)} %`;
  return element('span', {className: 'sure'},
    element('meter', {min: 0, max: 1, low: 0.5, high: 0.8, optimum: 1, value, title: percent}), percent);
}

function ordered(analysis) {
  const {intent, urgency, sentiment, escalation_required, churn_risk, suggested_response} = analysis;
  return {intent, urgency, sentiment, escalation_required, churn_risk, suggested_response};
}

function read(controls) {
  const of = (name) => controls.elements.namedItem(name);
  return ordered({
    intent: of('intent').value,
    urgency: of('urgency').value,
    sentiment: of('sentiment').value,
    escalation_required: of('escalation_required').checked,
    churn_risk: of('churn_risk').value,
    suggested_response: of('suggested_response').value,
  });
}

async function decide(review, decision) {
  const reviewer = document.getElementById('reviewer');
  if (!reviewer.value.trim()) {
    notice('Say who you are first, so that the decision has a name.', true);
    reviewer.focus();
    return;
  }
  const controls = document.getElementById('decision');
  const body = {decision, by: reviewer.value.trim(), version: review.version,
    why: controls.elements.namedItem('why').value || null};
  if (decision === 'correct') {
    body.analysis = read(controls);
  }
  try {
    await postJson(`/reviews/${review.id}/decision`, body);
    notice(`${review.ticket.ticket_id}: ${{approve: 'approved', correct: 'corrected', dismiss: 'dismissed'}[decision]}.`);
  } catch (failure) {
    notice(failure.status === 409 ? 'Somebody else has decided this one; here is how it stands now.' : failure.message, true);
  }
  await load();
  detail.focus({preventScroll: true});
}

function history(review) {
  const made = review.decision;
  if (!made) {
    return null;
  }
  const said = review.result.analysis;
  const changes = made.changed.map((field) => element('li', {},
    `${words(field)}: `, element('del', {}, String(said[field])), ' ', element('ins', {}, String(made.analysis[field]))));
  return element('section', {className: 'history'},
    element('h3', {}, `${words(review.state)} by ${made.by}`),
    element('p', {className: 'meta'}, new Date(made.at).toLocaleString()),
    made.why ? element('p', {}, made.why) : null,
    changes.length ? element('ul', {}, ...changes) : null);
}

function provenance(from) {
  const facts = {
    analyzer: from.analyzer,
    model: from.model,
    prompt: from.prompt && `${from.prompt.id} ${from.prompt.version}`,
    calls: from.attempts.length,
    cost: from.usage.cost_usd === null ? null : `$${from.usage.cost_usd}`,
    time: `${Math.round(from.duration_ms)} ms`,
  };
  return element('details', {}, element('summary', {}, 'Where this came from'),
    element('dl', {}, ...Object.entries(facts).filter(([, value]) => value !== null && value !== undefined)
      .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, String(value))])));
}

export function key(pressed) {
  if (pressed === 'j' || pressed === 'k') {
    const index = chosen + (pressed === 'j' ? 1 : -1);
    if (index >= 0 && index < reviews.length) {
      show(index);
    }
    return true;
  }
  if (pressed === 'r') {
    document.querySelector('#decision textarea')?.focus();
    return true;
  }
  const target = detail.querySelector(`[data-key="${CSS.escape(pressed)}"]`);
  if (target && !target.disabled) {
    target.click();
    return true;
  }
  if (pressed === 'c') {
    document.querySelector('#decision select')?.focus();
    return true;
  }
  return false;
}

more.addEventListener('click', () => load(true));
filters.addEventListener('change', () => load());
filters.addEventListener('submit', (event) => { event.preventDefault(); load(); });
