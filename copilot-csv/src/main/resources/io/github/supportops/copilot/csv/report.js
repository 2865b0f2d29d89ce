'use strict';
// Every text goes into the page as text, never as markup.
const data = JSON.parse(document.getElementById('data').textContent);
const page = document.getElementById('page');

function el(tag, options, ...children) {
  const node = document.createElement(tag);
  Object.entries(options || {}).forEach(([name, value]) => {
    if (name === 'on') { Object.entries(value).forEach(([event, listener]) => node.addEventListener(event, listener)); }
    else if (name === 'style') { Object.entries(value).forEach(([key, v]) => node.style.setProperty(key, v)); }
    else { node.setAttribute(name, value); }
  });
  children.flat().forEach(child => node.append(child));
  return node;
}
const count = n => Number(n).toLocaleString('en');
const words = name => name === true ? 'yes' : name === false ? 'no' : String(name).replaceAll('_', ' ');
const share = (n, all) => all ? ' · ' + Math.round(1000 * n / all) / 10 + ' %' : '';

function card(title, value, note) {
  return el('div', {class: 'card'}, el('span', {class: 'soft'}, title), el('strong', {}, value), el('span', {class: 'soft'}, note || ''));
}
// What should be looked at first comes first, and looks like it.
const STYLES = {negative: 'bad', positive: 'good', high: 'bad', medium: 'warn'};
const FIRST = ['negative', 'neutral', 'positive', 'high', 'medium', 'low'];
function bars(title, counts) {
  const entries = Object.entries(counts).sort((a, b) => FIRST.indexOf(a[0]) - FIRST.indexOf(b[0]) || b[1] - a[1]);
  const all = entries.reduce((sum, entry) => sum + entry[1], 0);
  const most = Math.max(1, ...entries.map(entry => entry[1]));
  return el('section', {}, el('h2', {}, title), entries.length ? entries.map(([name, n]) => el('div', {class: 'bar'},
    el('span', {}, words(name)),
    el('div', {class: 'track'}, el('div', {class: 'fill ' + (STYLES[name] || ''), style: {width: 100 * n / most + '%'}})),
    el('span', {class: 'value'}, count(n) + share(n, all)))) : el('p', {class: 'soft'}, 'None.'));
}
function heat() {
  const urgencies = data.urgencies;
  const most = Math.max(1, ...Object.values(data.matrix).flatMap(row => Object.values(row)));
  return el('section', {}, el('h2', {}, 'Volume by intent and urgency'), el('div', {class: 'scroll'}, el('table', {class: 'heat'},
    el('thead', {}, el('tr', {}, el('th', {}, ''), urgencies.map(u => el('th', {scope: 'col'}, words(u))))),
    el('tbody', {}, Object.entries(data.matrix).map(([intent, row]) => el('tr', {}, el('th', {scope: 'row'}, words(intent)),
      urgencies.map(u => {
        const n = row[u] || 0;
        return el('td', {class: 'heat', style: {'background-color': 'rgba(var(--accent-soft), ' + (n ? .08 + .4 * n / most : 0) + ')'}}, n ? count(n) : '–');
      })))))));
}
function list(title, rows, total, empty) {
  return el('section', {}, el('h2', {}, title + ' (' + count(total) + ')'),
    total > rows.length ? el('p', {class: 'soft'}, 'The first ' + count(rows.length) + ' are shown; the output has all.') : '',
    rows.length ? el('details', {open: ''}, el('summary', {}, 'Show or hide'), el('div', {class: 'scroll'}, el('table', {},
      el('thead', {}, el('tr', {}, ['Ticket', 'Labels', 'Message', 'Why', 'Suggested reply'].map(h => el('th', {scope: 'col'}, h)))),
      el('tbody', {}, rows.map(row => el('tr', {}, el('td', {class: 'id'}, row.id), el('td', {}, labels(row)), text(row.message),
        text(row.rationale || row.review), text(row.reply))))))) : el('p', {class: 'soft'}, empty));
}
const text = value => el('td', {}, el('div', {class: 'text'}, value || ''));
function labels(row) {
  if (row.kind) { return el('span', {class: 'tag bad'}, words(row.kind)); }
  return [['critical', 'bad'], ['high', 'warn']].reduce((tags, [urgency, style]) => row.urgency === urgency
    ? [el('span', {class: 'tag ' + style}, words(row.urgency)), ' ', el('span', {class: 'tag'}, words(row.intent))] : tags,
    [el('span', {class: 'tag'}, words(row.urgency)), ' ', el('span', {class: 'tag'}, words(row.intent))]);
}

const COLUMNS = [['line', 'Line', true], ['id', 'Ticket'], ['intent', 'Intent'], ['urgency', 'Urgency'], ['sentiment', 'Sentiment'],
  ['escalation', 'Escalate'], ['churn', 'Churn'], ['message', 'Message'], ['reply', 'Suggested reply or error']];
const RANK = {low: 1, medium: 2, high: 3, critical: 4, negative: 1, neutral: 2, positive: 3};
const PAGE = 50;
function table() {
  const state = {sort: 'line', down: false, query: '', choice: {}, at: 0};
  const body = el('tbody', {}), where = el('span', {class: 'soft', id: 'where'});
  const heads = {};
  const key = (row, column) => RANK[row[column]] || row[column] || '';
  const value = row => row.kind ? row.error : row.reply;
  function shown() {
    const query = state.query.toLowerCase();
    const rows = data.rows.filter(row => Object.entries(state.choice).every(([column, wanted]) => !wanted || String(row[column]) === wanted)
      && (!query || [row.id, row.message, value(row), row.rationale].some(t => t && t.toLowerCase().includes(query))));
    rows.sort((a, b) => {
      const left = key(a, state.sort), right = key(b, state.sort);
      const order = typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right));
      return (state.down ? -order : order) || a.line - b.line;
    });
    return rows;
  }
  function draw() {
    const rows = shown();
    state.at = Math.min(state.at, Math.max(0, Math.ceil(rows.length / PAGE) - 1));
    body.replaceChildren(...rows.slice(state.at * PAGE, (state.at + 1) * PAGE).map(row => el('tr', {},
      COLUMNS.map(([column, , number]) => column === 'message' ? text(row.message) : column === 'reply' ? text(value(row))
        : el('td', {class: number ? 'number' : column}, column === 'id' ? row.id : words(row[column] === undefined ? '' : row[column]))))));
    where.textContent = count(rows.length) + ' of ' + count(data.rows.length) + ' rows, page ' + (state.at + 1) + ' of ' + Math.max(1, Math.ceil(rows.length / PAGE));
    Object.entries(heads).forEach(([column, head]) => head.setAttribute('aria-sort',
      column === state.sort ? (state.down ? 'descending' : 'ascending') : 'none'));
  }
  const choose = (column, name) => el('select', {'aria-label': name, on: {change: e => { state.choice[column] = e.target.value; state.at = 0; draw(); }}},
    el('option', {value: ''}, name + ': all'),
    [...new Set(data.rows.map(row => row[column]).filter(v => v !== undefined))].sort().map(v => el('option', {value: String(v)}, words(v))));
  const head = el('tr', {}, COLUMNS.map(([column, name, number]) => heads[column] = el('th', {scope: 'col', class: number ? 'number' : ''},
    el('button', {type: 'button', on: {click: () => { state.down = state.sort === column && !state.down; state.sort = column; draw(); }}}, name + ' ↕'))));
  const move = step => () => { state.at = Math.max(0, state.at + step); draw(); };
  draw();
  return el('section', {id: 'tickets'}, el('h2', {}, 'Tickets'),
    data.rowsTotal > data.rows.length ? el('p', {class: 'soft'}, 'Of ' + count(data.rowsTotal) + ' rows ' + count(data.rows.length)
      + ' are here: those to escalate, to review and that failed first. The output has all.') : '',
    el('div', {class: 'filters'}, el('input', {type: 'search', placeholder: 'Search id, message, reply', 'aria-label': 'Search',
      on: {input: e => { state.query = e.target.value; state.at = 0; draw(); }}}),
      choose('intent', 'Intent'), choose('urgency', 'Urgency'), choose('sentiment', 'Sentiment'), choose('churn', 'Churn risk'),
      choose('escalation', 'Escalate'), choose('kind', 'Failure')),
    el('div', {class: 'scroll'}, el('table', {}, el('thead', {}, head), body)),
    el('div', {class: 'pages'}, el('button', {type: 'button', on: {click: move(-1)}}, 'Back'), el('button', {type: 'button', on: {click: move(1)}}, 'Next'), where));
}

const t = data.totals;
page.append(
  el('header', {}, el('h1', {}, 'Support ticket triage'), el('p', {class: 'soft'}, data.run.input + ' · ' + count(data.rowsTotal) + ' rows')),
  el('div', {class: 'cards'}, card('Analysed', count(t.succeeded), share(t.succeeded, data.rowsTotal).slice(3)),
    card('To escalate', count(t.escalations), share(t.escalations, t.succeeded).slice(3)), card('To review', count(t.reviews), share(t.reviews, t.succeeded).slice(3)),
    card('Failed', count(t.failed), share(t.failed, data.rowsTotal).slice(3)), card('Calls', count(t.calls), count(t.tokens) + ' tokens'),
    card('Cost', t.cost === null ? 'unknown' : '$' + t.cost, 'as reported'), card('Latency', count(t.median) + ' ms', '95 %: ' + count(t.slow) + ' ms')),
  el('div', {class: 'columns'}, el('div', {class: 'stack'}, heat(), bars('Failures by kind', data.failures)),
    el('div', {class: 'stack'}, bars('Sentiment', data.sentiment), bars('Churn risk', data.churn))),
  list('To escalate', data.rows.filter(row => row.escalation === true).slice(0, 200), t.escalations, 'Nothing has to be escalated.'),
  list('To review', data.rows.filter(row => row.review).slice(0, 200), t.reviews, 'Nothing has to be reviewed.'),
  table(),
  el('section', {}, el('h2', {}, 'The run'), el('dl', {}, Object.entries(data.run).flatMap(([name, value]) => [el('dt', {}, words(name)), el('dd', {}, value)]))));
