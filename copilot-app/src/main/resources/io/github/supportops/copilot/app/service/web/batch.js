// Files of tickets as jobs with live progress, and one ticket to try.
import {call, countPending, element, notice, postJson, words} from '/service.js';

const jobs = document.getElementById('jobs');
const drop = document.getElementById('drop');
const file = document.getElementById('file');
const ticket = document.getElementById('ticket');
const result = document.getElementById('result');
const POLL = 700;
const running = new Set();
let timer = null;

export async function load() {
  clearTimeout(timer);
  const {jobs: all} = await call('/jobs');
  jobs.replaceChildren(...all.map(card));
  all.forEach(follow);
  if (running.size > 0) {
    timer = setTimeout(load, POLL);
  }
}

// Says so when a job that was seen running has ended.
function follow(job) {
  if (job.state === 'queued' || job.state === 'running') {
    running.add(job.id);
  } else if (running.delete(job.id)) {
    notice(job.state === 'completed'
      ? `The file is enriched: ${job.done} rows. What a person should look at waits in the queue.`
      : `The file is not enriched: ${job.problem}`, job.state !== 'completed');
    countPending();
  }
}

function card(job) {
  const done = job.state === 'completed';
  const progress = job.total === null
    ? element('progress', {'aria-label': 'Progress'})
    : element('progress', {max: job.total, value: job.done, 'aria-label': 'Progress'});
  return element('li', {className: `job ${job.state}`},
    element('span', {className: 'title'}, `${words(job.state)}: ${job.done} of ${job.total ?? '?'} rows`),
    progress,
    element('span', {className: 'meta'},
      [new Date(job.created_at).toLocaleString(), job.format, job.failed ? `${job.failed} failed` : null, job.problem]
        .filter(Boolean).join(' · ')),
    element('span', {className: 'actions'},
      done ? element('a', {href: job.result, download: '', className: 'button'}, 'Download') : null,
      element('button', {type: 'button', className: 'quiet', onclick: () => remove(job)}, done ? 'Delete' : 'Cancel')));
}

async function remove(job) {
  running.delete(job.id);
  await call(`/jobs/${job.id}`, {method: 'DELETE'});
  load();
}

async function send(chosen) {
  const form = new FormData();
  form.append('file', chosen);
  try {
    const job = await call('/analyze-batch?async=true', {method: 'POST', body: form});
    running.add(job.id);
    notice('The file is being enriched.');
  } catch (failure) {
    notice(failure.message, true);
  }
  load();
}

file.addEventListener('change', () => {
  if (file.files.length > 0) {
    send(file.files[0]);
    file.value = '';
  }
});
for (const name of ['dragover', 'dragenter']) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add('over'); });
}
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  if (event.dataTransfer.files.length > 0) {
    send(event.dataTransfer.files[0]);
  }
});

ticket.addEventListener('submit', async (event) => {
  event.preventDefault();
  result.textContent = 'Working …';
  try {
    const answer = await postJson('/analyze-ticket?details=true', Object.fromEntries(new FormData(ticket)));
    const rows = Object.entries(answer.analysis).flatMap(([name, value]) => {
      const sure = answer.confidence[name];
      return [element('dt', {}, words(name)),
        element('dd', {className: 'text'}, name === 'suggested_response' ? value : words(value), sure === null ? '' : ` (${Math.round(sure * 100)} %)`)];
    });
    result.replaceChildren(
      element('dl', {className: 'answer'}, ...rows),
      element('p', {className: 'meta'}, answer.review.required
        ? `Waits for review: ${answer.review.reasons.map((reason) => reason.detail).join('; ')}`
        : 'No review needed.'));
    countPending();
  } catch (failure) {
    result.replaceChildren(element('p', {className: 'bad'}, failure.message));
  }
});
