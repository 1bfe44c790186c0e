// Two counters: a common one, and one for each user.
//
// An app is a manifest, views and listeners. A view makes components out of documents; a listener
// changes documents. Neither knows the other: when a document changes, whoever shows it is redrawn.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'main' } }] },
};

// The documents a view is given are those that `find` asks for, wherever the view is placed.
// "@me" stands for the user of the session.
const counter = (user, text) => ({
  _type: 'view',
  name: 'counter',
  find: { coll: 'counter', query: { user } },
  props: { text },
});

export const views = {
  main: () => ({
    _type: 'flex',
    direction: 'vertical',
    spacing: 16,
    children: [counter('@me', 'My personal counter'), counter('global', 'The common counter')],
  }),

  counter: ([{ _id, count }], { text }) => ({
    _type: 'flex',
    spacing: 8,
    children: [
      { _type: 'text', value: `${text}: ${count}` },
      {
        _type: 'button',
        text: '+',
        onPressed: { _type: 'listener', name: 'increment', props: { id: _id } },
      },
    ],
  }),
};

const createOnce = (api, user) => {
  if (api.find('counter', { user }).length === 0) {
    api.create('counter', { user, count: 0 });
  }
};

export const listeners = {
  // Lenra runs these two by itself: before the first session, and before a user's first one.
  onEnvStart(props, event, api) {
    createOnce(api, 'global');
  },

  onUserFirstJoin(props, event, api) {
    createOnce(api, '@me');
  },

  increment({ id }, event, api) {
    api.updateMany('counter', { _id: id }, { $inc: { count: 1 } });
  },
};
