// A counter that counts twice in a row, in two changes of the database.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'count', find: { coll: 'counter', query: {} } } }] },
};

export const views = {
  count: ([{ count }]) => ({
    _type: 'flex',
    children: [
      { _type: 'text', value: `${count}` },
      { _type: 'button', text: '+2', onPressed: { _type: 'listener', name: 'twice' } },
    ],
  }),
};

export const listeners = {
  onEnvStart(props, event, api) {
    api.create('counter', { count: 0 });
  },

  twice(props, event, api) {
    api.updateMany('counter', {}, { $inc: { count: 1 } });
    api.updateMany('counter', {}, { $inc: { count: 1 } });
  },
};
