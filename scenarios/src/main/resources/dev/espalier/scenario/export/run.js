// What happened, and how things stood after any event of it.
// An event is [what, …]: ['+', process], ['ready', process], ['m', kind, from, to, words, payload],
// ['r', process, message], ['h', process], ['-', process, reason], ['pause', process],
// ['resume', process], or 0 for one that only keeps books. Events are numbered from 1.

const run = JSON.parse(document.getElementById('run').textContent);
const KINDS = ['call', 'reply', 'cast', 'publish', 'info', 'signal'];
const OUTSIDE = -1;
const EVERY = 256; // so many events lie between two moments that are kept
const kept = [];

const event = number => run.events[number - 1] || 0;
const process = index => run.processes[index];
const isMessage = number => event(number)[0] === 'm';
const word = index => run.words[index];

function beginning() {
  return {
    life: run.processes.map(() => 'unborn'), busy: run.processes.map(() => 0),
    waiting: run.processes.map(() => 0), paused: new Set(), clients: {}, last: null,
  };
}

const copy = moment => ({
  life: moment.life.slice(), busy: moment.busy.slice(), waiting: moment.waiting.slice(),
  paused: new Set(moment.paused), clients: { ...moment.clients }, last: moment.last,
});

/** How things stood after an event. */
function momentAt(number) {
  let from = Math.min(kept.length - 1, Math.floor(number / EVERY));
  if (from < 0) {
    kept.push(beginning());
    from = 0;
  }
  const moment = copy(kept[from]);
  for (let each = from * EVERY + 1; each <= number; each++) {
    happen(moment, each);
    if (each % EVERY === 0 && kept.length === each / EVERY) kept.push(copy(moment));
  }
  return moment;
}

function happen(moment, number) {
  const [what, one, ...rest] = event(number) || [];
  switch (what) {
    case '+': moment.life[one] = 'alive'; moment.busy[one] = number; break;
    case 'ready': moment.busy[one] = 0; break;
    case 'm': if (KINDS[one] !== 'reply' && rest[1] >= 0) moment.waiting[rest[1]]++; break;
    case 'r': take(moment, one, rest[0], number); break;
    case 'h': moment.busy[one] = 0; break;
    case '-': moment.life[one] = 'gone'; moment.busy[one] = 0; moment.waiting[one] = 0; leave(moment, one); break;
    case 'pause': moment.paused.add(one); break;
    case 'resume': moment.paused.delete(one); break;
  }
}

function take(moment, index, message, number) {
  moment.waiting[index] = Math.max(0, moment.waiting[index] - 1);
  moment.busy[index] = number;
  const payload = event(message)[5];
  if (payload && process(index).kind === 'Client') {
    const session = process(index).key;
    const before = moment.clients[session];
    moment.clients[session] = delivered(before && before.ui, payload, number);
    moment.last = { session, number, payload, before: before && before.ui };
  }
}

const delivered = (ui, payload, number) => ({
  ui: payload.ui || (payload.patch ? patched(ui, payload.patch) : ui),
  problem: payload.problem || null,
  touched: payload.patch ? payload.patch.map(op => op.path) : [],
  closed: false, number,
});

function leave(moment, index) {
  const { kind, key } = process(index);
  if (kind === 'Client' && moment.clients[key]) moment.clients[key] = { ...moment.clients[key], closed: true };
}

// JSON patches (RFC 6902); a document is never changed, but made anew where it differs.

const parts = pointer => pointer.split('/').slice(1).map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
const at = (json, pointer) => parts(pointer).reduce((node, part) => (node == null ? undefined : node[part]), json);
const patched = (json, patch) => patch.reduce(operated, json);

function operated(json, { op, path, from, value }) {
  switch (op) {
    case 'add': return put(json, parts(path), value, true);
    case 'replace': return put(json, parts(path), value, false);
    case 'remove': return without(json, parts(path));
    case 'move': return put(without(json, parts(from)), parts(path), at(json, from), true);
    case 'copy': return put(json, parts(path), at(json, from), true);
    default: return json;
  }
}

function put(node, [part, ...rest], value, insert) {
  if (part === undefined) return value;
  const other = Array.isArray(node) ? node.slice() : { ...node };
  if (rest.length) other[part] = put(node[part], rest, value, insert);
  else if (Array.isArray(other) && part === '-') other.push(value);
  else if (Array.isArray(other) && insert) other.splice(Number(part), 0, value);
  else other[part] = value;
  return other;
}

function without(node, [part, ...rest]) {
  const other = Array.isArray(node) ? node.slice() : { ...node };
  if (rest.length) other[part] = without(node[part], rest);
  else if (Array.isArray(other)) other.splice(Number(part), 1);
  else delete other[part];
  return other;
}
