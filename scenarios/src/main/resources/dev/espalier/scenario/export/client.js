// A client's UI, drawn from Lenra's components in either dialect: {_type: 'flex', …} or, older,
// {type: 'flex', …}, where spacings are counted in eights.

function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') element.className = value;
    else if (name in element && typeof value !== 'string') element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...content.filter(each => each != null && each !== false));
  return element;
}

const typeOf = json => (typeof json._type === 'string' ? json._type : typeof json.type === 'string' ? json.type : '');
const isComponent = json =>
  json !== null && typeof json === 'object' && !Array.isArray(json) && typeOf(json) !== '' && typeOf(json) !== 'listener' && !('code' in json);
const unit = json => (typeof json._type === 'string' ? 1 : 8);
const number = (value, otherwise) => (typeof value === 'number' ? value : otherwise);

/** The element of the component at a pointer in a UI. */
function drawn(json, pointer) {
  const draw = WIDGETS[typeOf(json)] || unknown;
  const element = draw(json, {
    all: key => (json[key] || []).map((child, index) => drawn(child, `${pointer}/${key}/${index}`)),
    one: key => (isComponent(json[key]) ? drawn(json[key], `${pointer}/${key}`) : null),
  });
  element.dataset.at = pointer;
  return element;
}

function drawUi(ui, touched) {
  const box = make('div', { class: 'ui' });
  if (!ui || !isComponent(ui.root)) {
    box.append(make('pre', {}, JSON.stringify(ui, null, 2)));
    return box;
  }
  box.append(drawn(ui.root, '/root'));
  touched.forEach(path => touchedIn(box, path)?.classList.add('patched'));
  return box;
}

/** What an operation has touched: the component it stands in, or what is left of it. */
function touchedIn(box, path) {
  for (let pointer = path; pointer; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const found = box.querySelector(`[data-at="${CSS.escape(pointer)}"]`);
    if (found) return found;
  }
  return null;
}

const WIDGETS = {
  text: (json, slots) => style(make('span', { class: 'text' }, String(json.value ?? ''), ...slots.all('children')), textStyle(json)),
  button,
  flex,
  flexible: (json, slots) => style(make('div', {}, slots.one('child')), { flex: `${number(json.flex, 1)} 1 0`, minWidth: 0 }),
  form: (json, slots) => make('div', {}, slots.one('child')),
  actionable: (json, slots) => make('div', {}, slots.one('child')),
  wrap: (json, slots) => style(make('div', {}, ...slots.all('children')), {
    display: 'flex', flexWrap: 'wrap', flexDirection: json.direction === 'vertical' ? 'column' : 'row',
    gap: `${unit(json) * number(json.runSpacing, 0)}px ${unit(json) * number(json.spacing, 0)}px`,
  }),
  stack: (json, slots) => style(make('div', {}, ...slots.all('children').map(child => style(child, { gridArea: '1 / 1' }))), {
    display: 'grid', ...placed(json.alignment),
  }),
  container,
  textfield,
  checkbox: json => make('input', { type: 'checkbox', checked: json.value === true, indeterminate: json.value === null, tabIndex: -1 }),
  radio: json => make('input', { type: 'radio', checked: json.value === json.groupValue, tabIndex: -1 }),
  slider: json => make('input', { type: 'range', min: String(json.min ?? 0), max: String(json.max ?? 1), step: 'any', value: String(json.value ?? 0), tabIndex: -1 }),
  toggle: json => make('div', { class: json.value ? 'toggle on' : 'toggle', role: 'switch', 'aria-checked': String(!!json.value) }),
  icon: json => style(make('span', { class: 'icon', title: json.semanticLabel || '' }, String(json.value ?? '')), { color: color(json.color) || color(json.style?.color) }),
  image: json => style(make('div', { class: 'image' }, String(json.src ?? 'image')), { width: pixels(json.width), height: pixels(json.height) }),
  statusSticker: json => make('span', { class: `sticker ${json.status}` }, `${{ success: '✓', warning: '!', error: '✕' }[json.status] || '…'} ${json.status}`),
  menu: (json, slots) => make('div', { class: 'menu' }, ...slots.all('children')),
  menuItem: (json, slots) => make('div', { class: json.isSelected ? 'item selected' : 'item' }, slots.one('icon'), String(json.text ?? '')),
  dropdownButton: (json, slots) => make('div', {}, make('span', { class: buttonClass(json) }, slots.one('icon'), `${json.text ?? ''} ▾`), slots.one('child')),
  carousel: (json, slots) => style(make('div', {}, ...slots.all('children')), { display: 'flex', gap: '8px', overflow: 'auto' }),
  overlayEntry: (json, slots) => (json.showOverlay === false ? make('div') : make('div', { class: 'overlay' }, slots.one('child'))),
};

const buttonClass = json => ['button', json.mainStyle || 'primary', json.size || 'medium', json.disabled ? 'disabled' : ''].join(' ').trim();

function button(json, slots) {
  return make('span', { class: buttonClass(json), role: 'button' }, slots.one('leftIcon'), String(json.text ?? ''), slots.one('rightIcon'));
}

function flex(json, slots) {
  const vertical = json.direction === 'vertical';
  const children = slots.all('children');
  const backwards = vertical ? json.verticalDirection === 'up' : json.horizontalDirection === 'rtl';
  return style(make('div', {}, ...(backwards ? children.reverse() : children)), {
    display: 'flex', flexDirection: vertical ? 'column' : 'row',
    gap: `${unit(json) * number(json.spacing, 0)}px`,
    justifyContent: { end: 'flex-end', center: 'center', spaceBetween: 'space-between', spaceAround: 'space-around', spaceEvenly: 'space-evenly' }[json.mainAxisAlignment],
    alignItems: { end: 'flex-end', center: 'center', stretch: 'stretch', baseline: 'baseline', start: 'flex-start' }[json.crossAxisAlignment] || (vertical ? 'flex-start' : 'center'),
    overflow: json.scroll ? 'auto' : undefined, padding: padding(json), width: vertical ? '100%' : undefined,
    maxWidth: '100%',
  });
}

function container(json, slots) {
  const decoration = json.decoration || {};
  const fill = color(decoration.color);
  const box = make('div', { class: fill ? ink(decoration.color) : '' }, slots.one('child'));
  const limits = json.constraints || {};
  const shadow = decoration.boxShadow;
  return style(box, {
    display: 'grid', width: json.alignment ? '100%' : 'fit-content', padding: padding(json), background: fill,
    borderRadius: decoration.shape === 'circle' ? '50%' : radius(decoration.borderRadius),
    ...border(json.border || decoration.border), ...placed(json.alignment),
    minWidth: pixels(limits.minWidth), minHeight: pixels(limits.minHeight),
    maxWidth: limits.maxWidth >= 0 ? pixels(limits.maxWidth) : '100%',
    maxHeight: limits.maxHeight >= 0 ? pixels(limits.maxHeight) : undefined,
    boxShadow: shadow && color(shadow.color)
      ? `${number(shadow.offset?.dx, 0)}px ${number(shadow.offset?.dy, 0)}px ${number(shadow.blurRadius, 0)}px ${color(shadow.color)}` : undefined,
  });
}

function textfield(json) {
  const decoration = json.style?.decoration || {};
  const caption = json.labelText || decoration.labelText;
  const lines = number(json.maxLines, 1);
  const attributes = { placeholder: json.hintText || decoration.hintText || '', readOnly: true, tabIndex: -1, 'aria-label': caption || json.name || '' };
  const input = lines > 1
    ? make('textarea', { ...attributes, rows: String(lines) }, String(json.value ?? ''))
    : make('input', { ...attributes, type: json.obscureText ? 'password' : 'text', value: String(json.value ?? '') });
  return make('label', { class: 'field' },
    caption ? make('span', { class: 'caption' }, caption) : null, input,
    decoration.errorText ? make('span', { class: 'wrong' }, `✕ ${decoration.errorText}`)
      : decoration.helperText ? make('span', { class: 'caption' }, decoration.helperText) : null);
}

/** Of a type nobody knows: its name, what it says, and the components in it. */
function unknown(json, slots) {
  const box = make('div', { class: 'unknown' }, make('strong', {}, `${typeOf(json)} (unknown component)`));
  for (const [key, value] of Object.entries(json)) {
    if (isComponent(value)) box.append(slots.one(key));
    else if (Array.isArray(value) && value.length && value.every(isComponent)) box.append(...slots.all(key));
    else if (key !== '_type' && key !== 'type') box.append(make('pre', {}, `${key}: ${JSON.stringify(value)}`));
  }
  return box;
}

// Lenra's style objects. Lengths are pixels; colours 0xAARRGGBB as numbers, or "#rrggbb".

function style(element, properties) {
  for (const [name, value] of Object.entries(properties)) if (value !== undefined && value !== null) element.style[name] = value;
  return element;
}

const pixels = length => (typeof length === 'number' && length >= 0 ? `${length}px` : undefined);

function color(json) {
  if (typeof json === 'string' && /^#[0-9a-f]{6}$/i.test(json)) return json;
  if (typeof json !== 'number') return undefined;
  return `rgba(${(json >>> 16) & 255}, ${(json >>> 8) & 255}, ${json & 255}, ${((json >>> 24) / 255).toFixed(3)})`;
}

/** An app chooses backgrounds without knowing the theme; what is on them stays readable. */
function ink(json) {
  const argb = typeof json === 'number' ? json : 0xff000000 + parseInt(json.slice(1), 16);
  if ((argb >>> 24) < 128) return '';
  const luminance = 0.2126 * ((argb >>> 16) & 255) + 0.7152 * ((argb >>> 8) & 255) + 0.0722 * (argb & 255);
  return luminance > 115 ? 'on-light' : 'on-dark';
}

function padding(json) {
  const sides = json.padding;
  if (sides === undefined) return undefined;
  if (typeof sides === 'number') return `${unit(json) * sides}px`;
  return ['top', 'right', 'bottom', 'left'].map(side => `${unit(json) * number(sides[side], 0)}px`).join(' ');
}

function radius(json) {
  if (json === undefined) return undefined;
  if (typeof json === 'number') return `${json}px`;
  return ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'].map(corner => `${number(json[corner], number(json[corner]?.x, 0))}px`).join(' ');
}

function border(json) {
  const properties = {};
  for (const side of ['Top', 'Right', 'Bottom', 'Left']) {
    const line = json?.[side.toLowerCase()];
    if (line) properties[`border${side}`] = `${number(line.width, 1)}px solid ${color(line.color) || 'gray'}`;
  }
  return properties;
}

function placed(alignment) {
  const [, row, column] = /^(top|center|bottom)(Left|Start|Center|Right|End)?$/.exec(alignment || '') || [];
  if (!row) return {};
  const ends = { top: 'start', bottom: 'end', Left: 'start', Start: 'start', Right: 'end', End: 'end' };
  return { alignItems: ends[row] || 'center', justifyItems: ends[column] || 'center' };
}

function textStyle(json) {
  const { color: ink, fontSize, fontFamily, fontWeight, fontStyle, decoration } = json.style || {};
  return {
    color: color(ink), fontSize: fontSize ? `${fontSize / 14}em` : undefined, fontFamily,
    fontWeight: /^(bold|w[6-9]00)$/.test(fontWeight || '') ? '700' : undefined,
    fontStyle: fontStyle === 'italic' ? 'italic' : undefined,
    textDecoration: { underline: 'underline', lineThrough: 'line-through' }[decoration],
    textAlign: { center: 'center', right: 'right', end: 'end', justify: 'justify' }[json.textAlign],
    width: json.textAlign && json.textAlign !== 'left' ? '100%' : undefined,
  };
}
