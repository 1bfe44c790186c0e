// The tree of processes, drawn once, and what changes in it. A process has the place of whoever of its
// kind was there before it below the same supervisor, so that nothing moves when one is restarted.

const SVG = 'http://www.w3.org/2000/svg';
const ROW = 32;
const HEIGHT = 24;
const INDENT = 24;
const SESSIONS = 3; // how deep Session.Managers is, which the world outside is aligned with
const GAP = 56; // between two columns

const ROLES = {
  Repo: 'database', CS: 'database', MS: 'database', MT: 'database', MongoDB: 'database', SCM: 'event', Q: 'query', W: 'widget',
  UIBuilder: 'client', Client: 'client', ManifestHandler: 'agent', 'Environment.Agent.Token': 'agent', 'Session.Agent.Token': 'agent',
};
const role = kind => ROLES[kind] || (kind.includes('Event') ? 'event' : 'supervisor');

function svg(tag, attributes = {}, ...content) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** The sign of a kind of message around a point. */
function sign(kind, x, y, radius = 4.5) {
  const group = svg('g', { class: 'sign', style: `--kind: var(--${kind})` });
  const dot = (r, hollow) => svg('circle', { cx: x, cy: y, r, ...(hollow ? { class: 'hollow' } : {}) });
  const shape = points => svg('polygon', { points: points.map(([dx, dy]) => `${x + dx},${y + dy}`).join(' ') });
  const r = radius;
  switch (kind) {
    case 'reply': group.append(dot(r - 0.75, true)); break;
    case 'cast': group.append(shape([[-r - 1, 0], [0, -r - 1], [r + 1, 0], [0, r + 1]])); break;
    case 'publish': group.append(dot(r, true), dot(r - 2.5)); break;
    case 'info': group.append(svg('rect', { x: x - r + 1, y: y - r + 1, width: 2 * r - 2, height: 2 * r - 2 })); break;
    case 'signal': group.append(shape([[-r, r - 1], [r, r - 1], [0, -r]])); break;
    default: group.append(dot(r));
  }
  return group;
}

// Places.

/** For each process the place it has; a place: {kind, parent, children, holders}. */
function places() {
  const root = kind => ({ kind, parent: null, children: [], holders: [] });
  const outside = root('outside');
  const mongo = { ...root('MongoDB'), parent: outside };
  outside.children.push(mongo);
  const of = [];
  const free = new Set();
  const roots = [];
  run.events.forEach(each => {
    if (!each) return;
    const [what, index] = each;
    if (what === '+') {
      const { kind, parent } = process(index);
      const above = parent >= 0 ? of[parent] : kind === 'Client' ? outside : null;
      const siblings = above ? above.children : roots;
      let place = siblings.find(other => other.kind === kind && free.has(other));
      if (!place) {
        place = { kind, parent: above, children: [], holders: [] };
        siblings.push(place);
      }
      free.delete(place);
      place.holders.push(index);
      of[index] = place;
    } else if (what === '-') {
      free.add(of[index]);
    }
  });
  return { of, roots: [...roots, outside], outside, mongo };
}

// Where they are drawn.

const widths = new Map();

function width(text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    const canvas = width.canvas || (width.canvas = document.createElement('canvas').getContext('2d'));
    canvas.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
    widths.set(key, canvas.measureText(text).width);
  }
  return widths.get(key);
}

const keyOf = place => (place.holders.length ? process(place.holders[0]).label : '');

/** In columns: the environment; its sessions, and the clients. A session is never torn apart. */
function arrange(roots) {
  const blocks = [[]];
  const collect = (place, depth) => {
    if (place.kind === 'Session.Managers' || place.kind === 'Session.Supervisor' || place.kind === 'outside') {
      const starts = place.kind !== 'Session.Supervisor' || blocks.at(-1).length > 1;
      if (starts) blocks.push([]);
    }
    blocks.at(-1).push({ place, depth });
    place.children.forEach(child => collect(child, depth + 1));
  };
  roots.forEach(root => collect(root, root.kind === 'outside' ? SESSIONS : 0));
  const most = Math.max(blocks[0].length, 12);
  const columns = [blocks[0]];
  blocks.slice(1).forEach(block => {
    if (columns.length === 1 || columns.at(-1).length + block.length > most) columns.push([]);
    if (columns.at(-1).length) columns.at(-1).push(null);
    columns.at(-1).push(...block);
  });
  let left = 0;
  columns.forEach(column => {
    const least = Math.min(...column.filter(Boolean).map(({ depth }) => depth));
    let right = left;
    let y = HEIGHT / 2;
    column.forEach(row => {
      if (row) {
        const { place, depth } = row;
        place.x = left + (depth - least) * INDENT;
        place.y = y;
        place.width = Math.max(36, Math.ceil(width(place.kind, '600 12px')) + 18);
        right = Math.max(right, place.x + place.width + 8 + Math.min(190, width(keyOf(place), '11px')));
        y += ROW;
      } else {
        y += ROW / 2;
      }
    });
    left = right + GAP;
    column.bottom = y;
  });
  return { columns, width: left - GAP, height: Math.max(...columns.map(column => column.bottom)) - ROW + HEIGHT };
}

/** From a supervisor down and to its child; to another column by its upper edge. */
function branch({ parent, x, y }) {
  const from = parent.x + 12;
  return x > parent.x && x - parent.x <= INDENT && y > parent.y
    ? `M${from},${parent.y + HEIGHT / 2} V${y} H${x}`
    : `M${parent.x + parent.width},${parent.y} H${x - GAP / 2} V${y} H${x}`;
}

/** From one place to another: along the side that faces it, or in a bow to the right. */
function way(from, to) {
  const [sx, tx] = [from.x + from.width, to.x + to.width];
  if (from === to) return `M${sx},${from.y - 5} c36,-14 36,24 0,10`;
  if (to.x > sx + 12) return `M${sx},${from.y} C${sx + 48},${from.y} ${to.x - 48},${to.y} ${to.x},${to.y}`;
  if (from.x > tx + 12) return `M${from.x},${from.y} C${from.x - 48},${from.y} ${tx + 48},${to.y} ${tx},${to.y}`;
  const bow = Math.max(sx, tx) + Math.min(120, 28 + Math.abs(to.y - from.y) / 5);
  return `M${sx},${from.y} C${bow},${from.y} ${bow},${to.y} ${tx},${to.y}`;
}

class Tree {
  constructor(box, choose) {
    this.layout = places();
    const { columns, width: wide, height } = arrange(this.layout.roots);
    this.all = columns.flat().filter(Boolean).map(row => row.place);
    this.ways = svg('g');
    this.moving = svg('g');
    const branches = svg('g');
    this.branches = new Map();
    this.all.filter(place => place.parent).forEach(place => {
      const line = svg('path', { class: 'branch', d: branch(place) });
      this.branches.set(place, line);
      branches.append(line);
    });
    this.nodes = new Map(this.all.map(place => [place, this.node(place, choose)]));
    this.size = { wide: wide + 8, height: height + 8 };
    this.picture = svg('svg', { viewBox: `-4 -4 ${this.size.wide} ${this.size.height}`, role: 'img', 'aria-label': 'The tree of processes' },
      branches, ...[...this.nodes.values()].map(node => node.element), this.ways, this.moving);
    box.append(this.picture);
    this.box = box;
    new ResizeObserver(() => requestAnimationFrame(() => this.fit())).observe(box);
    this.fit();
  }

  fit() {
    const scale = Math.max(0.62, Math.min(1, (this.box.clientWidth - 32) / this.size.wide, (this.box.clientHeight - 32) / this.size.height));
    this.picture.setAttribute('width', this.size.wide * scale);
    this.picture.setAttribute('height', this.size.height * scale);
  }

  node(place, choose) {
    const key = svg('text', { class: 'key', x: place.x + place.width + 8, y: place.y });
    const badge = svg('g', { class: 'badge' });
    const title = svg('title');
    const element = svg('g', { class: 'node', style: `--role: var(--${role(place.kind)})` }, title,
      svg('rect', { class: 'ring', x: place.x - 4, y: place.y - HEIGHT / 2 - 4, width: place.width + 8, height: HEIGHT + 8, rx: 9 }),
      svg('rect', { x: place.x, y: place.y - HEIGHT / 2, width: place.width, height: HEIGHT, rx: 6 }),
      svg('text', { class: 'name', x: place.x + place.width / 2, y: place.y + 0.5 }, place.kind), key, badge);
    element.addEventListener('click', () => choose(place));
    return { element, key, badge, title };
  }

  /** Who holds a place at a moment: the last one that has been there. */
  holder(place, moment) {
    return place.holders.findLast(index => moment.life[index] !== 'unborn');
  }

  show(moment, number, chosen, pointed) {
    const lit = this.litBy(number);
    const meant = new Set(pointed.map(index => this.layout.of[index]));
    this.all.forEach(place => this.showPlace(place, moment, lit.has(place), place === chosen, meant.has(place)));
    this.ways.replaceChildren();
    this.moving.replaceChildren();
    if (isMessage(number)) this.showMessage(number);
  }

  litBy(number) {
    const [what, one, ...rest] = event(number) || [];
    if (what === 'm') return new Set([this.sender(number), this.layout.of[rest[1]]]);
    return new Set(what ? [this.layout.of[one]] : []);
  }

  showPlace(place, moment, lit, chosen, meant) {
    const { element, key, badge, title } = this.nodes.get(place);
    const isProcess = place !== this.layout.outside && place !== this.layout.mongo;
    const index = isProcess ? this.holder(place, moment) : undefined;
    const life = isProcess ? (index === undefined ? 'unborn' : moment.life[index]) : 'alive';
    const classes = ['node', life];
    if (life === 'alive' && isProcess && !moment.busy[index] && !lit) classes.push('idle');
    if (lit) classes.push('lit');
    if (chosen) classes.push('chosen');
    if (meant) classes.push('meant');
    if (moment.paused.has(index)) classes.push('suspended');
    element.setAttribute('class', classes.join(' '));
    this.branches.get(place)?.setAttribute('visibility', life === 'unborn' ? 'hidden' : 'visible');
    badge.replaceChildren();
    key.textContent = '';
    title.textContent = place.kind;
    if (index === undefined) return;
    const { label, name } = process(index);
    key.textContent = label.length > 30 ? `${label.slice(0, 29)}…` : label;
    title.textContent = life === 'gone' ? `${name} has ended` : moment.busy[index] ? `${name} is at work` : name;
    const waiting = moment.waiting[index];
    if (waiting > 0 && life === 'alive') {
      const [x, y] = [place.x + place.width - 2, place.y - HEIGHT / 2 + 1];
      badge.append(svg('circle', { cx: x, cy: y, r: 7 }), svg('text', { x, y: y + 0.5 }, waiting > 99 ? '…' : String(waiting)));
    }
  }

  sender(number) {
    const [, , from, to] = event(number);
    if (from >= 0) return this.layout.of[from];
    return process(to).kind === 'CS' ? this.layout.mongo : this.layout.outside;
  }

  showMessage(number) {
    const [, kindIndex, , to, words] = event(number);
    const kind = KINDS[kindIndex];
    const [from, target] = [this.sender(number), this.layout.of[to]];
    const path = svg('path', { class: 'way', d: way(from, target), style: `--kind: var(--${kind})` });
    this.ways.append(path);
    this.path = path;
    this.kind = kind;
    const middle = path.getPointAtLength(path.getTotalLength() / 2);
    const isBow = from.x < target.x + target.width + 12 && target.x < from.x + from.width + 12;
    const beside = isBow ? { x: middle.x + 8, y: middle.y, 'text-anchor': 'start' } : { x: middle.x, y: middle.y - 12, 'text-anchor': 'middle' };
    this.ways.append(svg('text', { class: 'label', ...beside, style: `--kind: var(--${kind})` }, word(words)));
    this.move(1);
  }

  /** The message's sign, so far on its way. */
  move(share) {
    if (!this.ways.childElementCount) return;
    const point = this.path.getPointAtLength(this.path.getTotalLength() * (0.1 + 0.8 * share));
    this.moving.replaceChildren(sign(this.kind, point.x, point.y, 5));
  }
}
