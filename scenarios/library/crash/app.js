// A counter, and a listener that takes its time in a transaction.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'main' } }] },
};

const button = (text, name) => ({
  _type: 'button',
  text,
  onPressed: { _type: 'listener', name },
});

export const views = {
  main: () => ({
    _type: 'flex',
    children: [
      { _type: 'view', name: 'counter', find: { coll: 'counter', query: {} } },
      button('+', 'increment'),
      button('Thoroughly', 'incrementThoroughly'),
    ],
  }),

  counter: ([{ count }]) => ({ _type: 'text', value: `Count: ${count}` }),
};

const increment = (data) => data.updateMany('counter', {}, { $inc: { count: 1 } });

export const listeners = {
  // Runs again when the environment was started anew, and must not begin at 0 then.
  onEnvStart(props, event, api) {
    if (api.list('counter').length === 0) {
      api.create('counter', { count: 0 });
    }
  },

  increment(props, event, api) {
    increment(api);
  },

  // Long enough that its transaction can be killed before the commit.
  incrementThoroughly(props, event, api) {
    const transaction = api.transaction();
    increment(transaction);
    for (let look = 0; look < 500; look++) {
      transaction.list('counter');
    }
    transaction.commit();
  },
};
