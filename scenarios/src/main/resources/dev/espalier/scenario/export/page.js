// The page: where in the run it is, and what is shown of that.

const $ = id => document.getElementById(id);
const END = run.events.length;
const LISTED = 12; // messages around now

let now = 0;
let chosen = null;
let playing = null;

const tree = new Tree($('tree'), place => {
  chosen = chosen === place ? null : place;
  show();
});

// What is shown.

function go(number) {
  now = Math.max(0, Math.min(END, number));
  show();
}

function show() {
  const moment = momentAt(now);
  tree.show(moment, now, chosen, pointed());
  showSteps();
  showClients(moment);
  showDiff(moment);
  showMessages();
  $('happening').replaceChildren(...happening(now));
  $('scrub').value = String(now);
  $('scrub').setAttribute('aria-valuetext', `event ${now} of ${END}`);
  $('now').textContent = clock(timeOf(now));
  const living = moment.life.filter(life => life === 'alive').length;
  $('count').textContent = `event ${now} of ${END} · ${living} processes`;
  showHead();
  history.replaceState(null, '', `#event=${now}`);
}

function timeOf(number) {
  const change = run.times.findLast(([from]) => from <= number);
  return change ? change[1] : 0;
}

function clock(milliseconds) {
  const part = (value, digits) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(milliseconds / 3600000, 2)}:${part(milliseconds / 60000 % 60, 2)}:${part(milliseconds / 1000 % 60, 2)}.${part(milliseconds % 1000, 3)}`;
}

const nameOf = index => (index === OUTSIDE ? 'outside' : process(index).name);

/** What happens in an event, in words. */
function happening(number) {
  const [what, one, ...rest] = event(number) || [];
  const bold = index => make('b', {}, nameOf(index));
  const verbs = { call: 'calls', reply: 'replies to', cast: 'casts to', publish: 'publishes to', info: 'sends to', signal: 'signals' };
  switch (what) {
    case 'm': return [bold(rest[0]), ` ${verbs[KINDS[one]]} `, bold(rest[1]), `: ${word(rest[2])}`];
    case '+': return [bold(one), ' starts'];
    case 'ready': return [bold(one), ' is ready'];
    case '-': return [bold(one), ` ends: ${word(rest[0])}`];
    case 'r': return [bold(one), ` takes up ${word(event(rest[0])[4])}`];
    case 'h': return [bold(one), ' is done with it'];
    case 'pause': return [bold(one), ' is suspended'];
    case 'resume': return [bold(one), ' goes on'];
    default: return [''];
  }
}

// The scenario.

/** Whether something happens in a step. */
const happens = step => step.is === 'act' || step.is === 'ask';

const marked = (text, words) => make('div', { class: text }, make('span', { class: 'mark' }), make('span', { class: 'text' }, words));

const rows = run.steps.map(step => {
  const row = make('li', { class: step.is, title: step.title || '' },
    step.is === 'ask' ? make('p', { class: 'question' }, step.question) : null,
    step.is === 'say' ? make('span', {}, step.text) : marked('deed', step.text),
    step.is === 'ask' ? make('div', { class: 'answers' }) : null,
    step.trouble ? make('span', { class: 'trouble' }, step.trouble) : null);
  row.addEventListener('click', () => { pause(); go(step.after); });
  $('steps').append(row);
  return row;
});

/** The step that an event is in: the last act that has begun, and what was said before it. */
function stepAt(number) {
  return run.steps.findLastIndex(step => (happens(step) ? step.before < number : step.before <= number && step.is === 'expect'));
}

function showSteps() {
  const current = now === 0 ? -1 : stepAt(now);
  rows.forEach((row, index) => {
    const step = run.steps[index];
    const isDone = happens(step) ? step.after <= now && step.before < now : index <= current;
    const isAct = index === currentAct(current);
    const isAsked = step === question();
    const classes = [step.is, isDone && (step.trouble ? 'wrong' : 'done'), isAct && 'current', isAsked && 'open'];
    row.className = classes.filter(Boolean).join(' ');
    if (step.is === 'ask') showAnswers(step, row.querySelector('.answers'), isAsked, isDone);
    if (step.is === 'expect' && step.things) row.querySelector('.text').textContent = `${step.things} things ${!isDone ? 'to be' : step.trouble ? 'not all as' : 'as'} expected`;
    const mark = row.querySelector('.mark');
    if (mark) mark.textContent = isDone ? (step.trouble ? '✗' : '✓') : isAct ? '●' : '○';
    if ((isAsked || (isAct && !question())) && row !== showSteps.at) {
      showSteps.at = row;
      row.scrollIntoView({ block: 'nearest' });
    }
  });
}

const currentAct = index => run.steps.findLastIndex((step, each) => each <= index && happens(step));

// Questions: the run stops at one until it is answered, or passed over by going on otherwise.

const answers = new Map();

/** The question that is to be answered before it goes on. */
const question = () => run.steps.find(step => step.is === 'ask' && step.before === now && !answers.has(step));

function answer(step, choice) {
  answers.set(step, choice);
  show();
  play();
}

function showAnswers(step, box, isAsked, isDone) {
  const given = answers.get(step);
  const key = [isAsked, isDone, given].join();
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  if (isAsked) box.replaceChildren(...step.choices.map((text, choice) => chosenBy(step, choice, text, 'choice')), chosenBy(step, null, 'Show me', 'quiet'));
  else if (isDone || answers.has(step)) box.replaceChildren(...graded(step, given));
  else box.replaceChildren();
}

function chosenBy(step, choice, text, look) {
  const button = make('button', { class: look }, text);
  button.addEventListener('click', event => { event.stopPropagation(); answer(step, choice); });
  return button;
}

function graded({ choices, right, because }, given) {
  if (right === undefined) return [];
  const isWrong = given !== undefined && given !== null && given !== right;
  return [
    isWrong ? make('p', { class: 'wrong-choice' }, `✗ you said: ${choices[given]}`) : null,
    make('p', { class: 'right-choice' }, `✓ ${choices[right]}${given === right ? ' – as you said' : ''}`),
    because ? make('p', { class: 'because' }, because) : null,
  ].filter(Boolean);
}

/** Whom the narration of the moment points at. */
function pointed() {
  const last = Math.max(run.steps.findLastIndex(step => step.after <= now), run.steps.findIndex(step => step.before < now && now < step.after));
  const told = run.steps.slice(Math.max(0, last - 1), last + 1).findLast(step => step.is === 'say');
  return told ? told.point : [];
}

// The clients.

const cards = new Map();

function showClients(moment) {
  const sessions = Object.entries(moment.clients);
  $('clients').replaceChildren(...sessions.map(([session, client]) => card(session, client, moment)));
  if (!sessions.length) $('clients').append(make('p', { class: 'nobody' }, 'Nobody has a UI yet.'));
}

function card(session, client, moment) {
  const isLast = moment.last && moment.last.session === session && stepAt(moment.last.number) === stepAt(now);
  const key = [client.number, client.closed, isLast].join();
  const before = cards.get(session);
  if (before && before.key === key) return before.element;
  const standing = client.closed ? 'closed' : 'live';
  const element = make('section', { class: `client ${standing}${isLast ? ' fresh' : ''}`, 'data-session': session },
    make('header', {}, make('strong', {}, session), make('span', { class: 'standing' }, standing)),
    client.problem ? make('p', { class: 'problem' }, client.problem) : null,
    client.ui ? drawUi(client.ui, isLast ? client.touched : []) : null);
  cards.set(session, { key, element });
  return element;
}

// What the last of them was sent.

const MOST_OPS = 8;

function showDiff({ last }) {
  const patch = last && last.payload.patch;
  $('diff-title').textContent = last ? `UI diff · ${last.session}` : 'UI diff';
  if (!last) $('diff').replaceChildren(make('p', { class: 'nobody' }, 'No client has been sent anything yet.'));
  else if (!patch) $('diff').replaceChildren(make('p', { class: 'nobody' }, last.payload.ui ? `The whole UI, ${size(last.payload.ui)}.` : last.payload.problem || 'Nothing changed.'));
  else {
    $('diff-title').append(make('span', { class: 'more' }, ` · ${patch.length} op${patch.length === 1 ? '' : 's'}, ${size(patch)}`));
    let ui = last.before;
    const shown = patch.slice(0, MOST_OPS).map(operation => {
      const element = described(operation, ui);
      ui = operated(ui, operation);
      return element;
    });
    if (patch.length > MOST_OPS) shown.push(make('p', { class: 'more' }, `… and ${patch.length - MOST_OPS} more`));
    $('diff').replaceChildren(...shown);
  }
}

const size = json => `${new TextEncoder().encode(JSON.stringify(json)).length} B`;

function described({ op, path, from, value }, ui) {
  const lines = [make('div', {}, make('b', {}, op), from ? `${from} → ${path}` : path)];
  const line = (kind, mark, json) => lines.push(make('div', { class: kind }, `${mark} ${shortened(JSON.stringify(json))}`));
  if (op === 'replace' || op === 'remove') line('before', '−', at(ui, path));
  if (op === 'replace' || op === 'add') line('after', '+', value);
  return make('div', { class: 'op' }, ...lines);
}

const shortened = text => (text === undefined ? '' : text.length > 240 ? `${text.slice(0, 239)}…` : text);

// The messages around now, or those of the process that was chosen.

const messages = run.events.flatMap((each, index) => (each && each[0] === 'm' ? [index + 1] : []));

function showMessages() {
  const holders = chosen && chosen.holders;
  const concerns = number => !holders || holders.includes(event(number)[2]) || holders.includes(event(number)[3]);
  const until = messages.filter(number => number <= now && concerns(number)).slice(-LISTED);
  const next = messages.filter(number => number > now && concerns(number)).slice(0, LISTED - until.length);
  $('messages-title').textContent = chosen ? `Messages · ${chosen.kind} ${keyOf(chosen)}` : 'Messages';
  $('messages').replaceChildren(...[...until, ...next].map(listed));
}

/** A process's name as far as there is room for two of them. */
function brief(index) {
  const name = nameOf(index);
  return name.length > 26 ? `${name.slice(0, 25)}…` : name;
}

function listed(number) {
  const kind = KINDS[event(number)[1]];
  const picture = svg('svg', { width: 14, height: 14 }, sign(kind, 7, 7, 4));
  const [, , from, to, words] = event(number);
  const said = make('span', { class: 'said' }, `${brief(from)} → ${brief(to)}`);
  const row = make('li', { class: number === now ? 'current' : '' }, picture, make('span', { class: 'number' }, String(number)), said,
    make('span', { class: 'words' }, word(words)));
  row.title = happening(number).map(part => part.textContent ?? part).join('');
  row.addEventListener('click', () => { pause(); go(number); });
  return row;
}

// Time: a lane for the environment and for each session, with a tick a message.

const LANE = 20;
const LEFT = 104;
const lanes = ['', ...new Set(run.processes.map(each => each.session).filter(Boolean))];
const COLOURS = ['agent', 'client', 'widget', 'query', 'event', 'database'];
const SHOWN_LANES = 6;
let head;

function drawLanes() {
  const wide = $('lanes').clientWidth;
  const shown = lanes.slice(0, SHOWN_LANES);
  const height = 16 + shown.length * LANE;
  const x = number => LEFT + (wide - LEFT - 1) * number / Math.max(1, END);
  const picture = svg('svg', { height, viewBox: `0 0 ${wide} ${height}` });
  let labelled = LEFT;
  run.steps.filter(happens).forEach(step => {
    picture.append(svg('line', { class: 'step', x1: x(step.before), x2: x(step.before), y1: 0, y2: height }));
    if (x(step.before) < labelled || x(step.after) - x(step.before) < 14) return;
    picture.append(svg('text', { class: 'number', x: x(step.before) + 4, y: 6 }, String(step.number)));
    labelled = x(step.before) + 28;
  });
  shown.forEach((session, index) => {
    const y = 16 + index * LANE + LANE / 2;
    const ticks = new Set(messages.filter(number => process(event(number)[3]).session === session).map(number => Math.round(x(number))));
    picture.append(svg('text', { x: 0, y }, session ? `session ${session}`.slice(0, 16) : 'environment'),
      svg('line', { class: 'axis', x1: LEFT, x2: wide, y1: y, y2: y }),
      svg('path', { d: [...ticks].map(each => `M${each},${y - 5}v10`).join(''), stroke: `var(--${COLOURS[index % COLOURS.length]})`, 'stroke-width': 1 }));
  });
  head = {
    x, toCome: svg('rect', { class: 'to-come', y: 16, height: height - 16 }), line: svg('line', { class: 'head', y1: 4, y2: height }),
    grip: svg('path', { class: 'grip' }), wide,
  };
  picture.append(head.toCome, head.line, head.grip);
  $('lanes').replaceChildren(picture);
}

function showHead() {
  const x = head.x(now);
  head.line.setAttribute('x1', x);
  head.line.setAttribute('x2', x);
  head.grip.setAttribute('d', `M${x - 6},0h12v5l-6,6l-6,-6z`);
  head.toCome.setAttribute('x', x);
  head.toCome.setAttribute('width', Math.max(0, head.wide - x));
}

// Playing.

const isWorthSeeing = number => 'm+-'.includes((event(number) || ['?'])[0]);

function play() {
  if (now === END) go(0);
  if (question()) return;
  $('play').textContent = 'Pause';
  playing = { since: performance.now() };
  requestAnimationFrame(frame);
}

function pause() {
  $('play').textContent = 'Play';
  playing = null;
  tree.move(1);
}

/** A message takes 600 ms from end to end, divided by the speed. */
function frame(time) {
  if (!playing) return;
  const share = (time - playing.since) * Number($('speed').value) / 600;
  if (share < 1) tree.move(Math.max(0, share));
  else {
    let next = now;
    for (let each = 0; each < Math.min(8, Math.floor(share)) && next < END; each++) next = nextSeen(next);
    playing.since = time;
    go(Math.min(next, asked()));
    tree.move(0);
    if (now === END || question()) pause();
  }
  requestAnimationFrame(frame);
}

/** The event after which the next question is asked. */
const asked = () => run.steps.find(step => step.is === 'ask' && step.before > now && !answers.has(step))?.before ?? END;

function nextSeen(number) {
  let next = number + 1;
  while (next < END && !isWorthSeeing(next)) next++;
  return next;
}

function stepBack() {
  const stops = [0, ...run.steps.map(step => step.after)];
  go(stops.findLast(stop => stop < now) ?? 0);
}

function stepOn() {
  go(run.steps.map(step => step.after).find(stop => stop > now) ?? END);
}

const previousSeen = number => {
  let next = number - 1;
  while (next > 0 && !isWorthSeeing(next)) next--;
  return next;
};

const ACTS = {
  first: () => go(0), 'step-back': stepBack, back: () => go(previousSeen(now)),
  on: () => go(nextSeen(now)), 'step-on': stepOn, last: () => go(END),
};
Object.entries(ACTS).forEach(([id, act]) => $(id).addEventListener('click', () => { pause(); act(); }));
$('play').addEventListener('click', () => (playing ? pause() : play()));
$('scrub').addEventListener('input', () => { pause(); go(Number($('scrub').value)); });
$('theme').addEventListener('click', turn);

function turn() {
  const dark = document.documentElement.classList.toggle('dark');
  $('theme').textContent = dark ? 'Light' : 'Dark';
}

document.addEventListener('keydown', key => {
  if (key.ctrlKey || key.metaKey || key.altKey || key.target.tagName === 'SELECT') return;
  const acts = {
    ' ': () => (playing ? pause() : play()), ArrowLeft: key.shiftKey ? ACTS['step-back'] : ACTS.back,
    ArrowRight: key.shiftKey ? ACTS['step-on'] : ACTS.on, Home: ACTS.first, End: ACTS.last, d: turn, D: turn,
  };
  const act = acts[key.key];
  if (!act || (key.key === ' ' && key.target.tagName === 'BUTTON')) return;
  key.preventDefault();
  if (key.key !== ' ' && act !== turn) pause();
  act();
});

// The beginning.

KINDS.forEach(kind => $('legend').append(make('li', {}, svg('svg', { width: 14, height: 14 }, sign(kind, 7, 7, 4)), kind)));
$('scrub').max = String(END);
if (matchMedia('(prefers-color-scheme: dark)').matches) turn();
new ResizeObserver(() => requestAnimationFrame(() => { drawLanes(); showHead(); })).observe($('lanes'));
drawLanes();
const wanted = /^#(?:event=(\d+)|(end))$/.exec(location.hash);
go(wanted ? (wanted[2] ? END : Number(wanted[1])) : run.steps.length ? run.begun : END);
