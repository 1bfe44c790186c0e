// A tea room: one pot for all guests, and a cup for each of them.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'room' } }] },
};

const button = (text, name) => ({
  _type: 'button',
  text,
  onPressed: { _type: 'listener', name },
});

export const views = {
  room: () => ({
    _type: 'flex',
    direction: 'vertical',
    spacing: 16,
    children: [
      { _type: 'view', name: 'pot', find: { coll: 'pots', query: {} } },
      { _type: 'view', name: 'cup', find: { coll: 'cups', query: { guest: '@me' } } },
    ],
  }),

  pot: ([{ poured }]) => ({
    _type: 'flex',
    spacing: 8,
    children: [{ _type: 'text', value: `Poured for all: ${poured}` }, button('Pour', 'pour')],
  }),

  cup: ([{ sips }]) => ({
    _type: 'flex',
    spacing: 8,
    children: [{ _type: 'text', value: `My sips: ${sips}` }, button('Sip', 'sip')],
  }),
};

export const listeners = {
  // Also called when the environment starts again; the pot is still there then.
  onEnvStart(props, event, api) {
    if (api.list('pots').length === 0) {
      api.create('pots', { poured: 0 });
    }
  },

  onUserFirstJoin(props, event, api) {
    api.create('cups', { guest: '@me', sips: 0 });
  },

  pour(props, event, api) {
    api.updateMany('pots', {}, { $inc: { poured: 1 } });
  },

  sip(props, event, api) {
    api.updateMany('cups', { guest: '@me' }, { $inc: { sips: 1 } });
  },
};
