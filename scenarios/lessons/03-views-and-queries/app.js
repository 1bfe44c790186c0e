// What the tea room has, what it sells today, and what each guest has ordered.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'card' } }] },
};

const view = (name, find) => ({ _type: 'view', name, find });

const text = (value) => ({ _type: 'text', value });

export const views = {
  card: () => ({
    _type: 'flex',
    direction: 'vertical',
    spacing: 16,
    children: [
      // All teas, but of each of them only its name.
      view('names', { coll: 'teas', query: {}, projection: { name: true } }),
      // Only the teas of which there is some.
      view('today', { coll: 'teas', query: { packets: { $gt: 0 } } }),
      view('order', { coll: 'orders', query: { guest: '@me' } }),
    ],
  }),

  names: (teas) => text(`We know ${teas.map(({ name }) => name).join(', ')}`),

  today: (teas) =>
    text(`Today ${teas.map(({ name, price }) => `${name} for ${price}`).join(', ') || 'nothing'}`),

  order: ([{ tea }]) => ({
    _type: 'flex',
    children: [
      text(`My order: ${tea}`),
      { _type: 'button', text: 'Mint, please', onPressed: { _type: 'listener', name: 'order' } },
    ],
  }),
};

export const listeners = {
  onEnvStart(props, event, api) {
    if (api.list('teas').length === 0) {
      api.create('teas', { name: 'Assam', price: 3, packets: 8 });
      api.create('teas', { name: 'Mint', price: 2, packets: 5 });
    }
  },

  onUserFirstJoin(props, event, api) {
    api.create('orders', { guest: '@me', tea: 'none yet' });
  },

  order(props, event, api) {
    api.updateMany('orders', { guest: '@me' }, { $set: { tea: 'Mint' } });
  },
};
