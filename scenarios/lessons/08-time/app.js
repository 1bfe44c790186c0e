// Who is in the tea room, and what the app wrote down when everybody had left.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'room' } }] },
};

export const views = {
  room: () => ({
    _type: 'flex',
    direction: 'vertical',
    children: [
      { _type: 'view', name: 'seats', find: { coll: 'seats', query: { taken: true } } },
      { _type: 'view', name: 'diary', find: { coll: 'diary', query: {} } },
      { _type: 'button', text: 'One moment!', onPressed: { _type: 'listener', name: 'stay' } },
    ],
  }),

  seats: (seats) => ({ _type: 'text', value: `Guests: ${seats.length}` }),

  diary: (entries) => ({ _type: 'text', value: `Nights so far: ${entries.length}` }),
};

export const listeners = {
  onSessionStart(props, event, api) {
    api.create('seats', { guest: '@me', taken: true });
  },

  onSessionStop(props, event, api) {
    api.updateMany('seats', { guest: '@me' }, { $set: { taken: false } });
  },

  onEnvStop(props, event, api) {
    api.create('diary', { text: 'All have left. Lights out.' });
  },

  // Does nothing: that a guest clicks is sign of life enough.
  stay() {},
};
