// Talks to the service, and makes elements. Text only ever becomes text: nothing here reads a string as HTML.

export async function call(path, options = {}) {
  const response = await fetch(path, options);
  if (response.status === 401) {
    location.assign('/');
  }
  const type = response.headers.get('content-type') || '';
  const body = type.includes('json') && !type.includes('jsonl') ? await response.json() : await response.text();
  if (!response.ok) {
    const failure = new Error(body.detail || `The service answered ${response.status}`);
    failure.status = response.status;
    throw failure;
  }
  return body;
}

export function postJson(path, body) {
  return call(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });
}

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (key in made && key !== 'list') {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function fill(place, ...children) {
  place.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

export function words(name) {
  return String(name).replaceAll('_', ' ');
}

export function age(moment) {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(moment)) / 60000));
  if (minutes < 60) {
    return `${minutes} min`;
  }
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

export function notice(text, bad = false) {
  const place = document.getElementById('notice');
  place.textContent = text;
  place.classList.toggle('bad', bad);
}

// Shows how many reviews wait, wherever one is.
export async function countPending() {
  const stats = await call('/stats');
  document.getElementById('pending-count').textContent = stats.reviews.pending ?? 0;
}

export const FIELDS = {
  intent: ['billing', 'technical_issue', 'feature_request', 'complaint', 'general_query'],
  urgency: ['low', 'medium', 'high', 'critical'],
  sentiment: ['positive', 'neutral', 'negative'],
  churn_risk: ['low', 'medium', 'high'],
};
