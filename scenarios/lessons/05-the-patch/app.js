// Who sits in the tea room, in the order of the alphabet, under a sign that never changes.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'room' } }] },
};

export const views = {
  room: () => ({
    _type: 'flex',
    direction: 'vertical',
    spacing: 16,
    children: [
      { _type: 'text', value: 'Tea room, open all night' },
      { _type: 'view', name: 'guests', find: { coll: 'guests', query: {} } },
    ],
  }),

  guests: (guests) => ({
    _type: 'flex',
    direction: 'vertical',
    children: guests
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .map(({ name, tea }) => ({ _type: 'text', value: `${name}: ${tea}` })),
  }),
};

export const listeners = {
  onEnvStart(props, event, api) {
    if (api.list('guests').length === 0) {
      for (const [name, tea] of [['Ada', 'Assam'], ['Cleo', 'Mint'], ['Dora', 'Sencha']]) {
        api.create('guests', { name, tea });
      }
    }
  },
};
