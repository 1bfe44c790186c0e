// Who is here, and a panel with a tip that each user may show or hide.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'main' } }] },
};

const find = (coll, query) => ({ coll, query });

export const views = {
  main: () => ({
    _type: 'flex',
    direction: 'vertical',
    children: [
      { _type: 'view', name: 'here', find: find('visits', { state: 'here' }) },
      { _type: 'view', name: 'panel', find: find('panels', { user: '@me' }) },
      { _type: 'button', text: 'Still here', onPressed: { _type: 'listener', name: 'stay' } },
    ],
  }),

  here: (visits) => ({ _type: 'text', value: `Here: ${visits.length}` }),

  panel: ([{ shown }]) => ({
    _type: 'flex',
    children: [
      {
        _type: 'button',
        text: shown ? 'Hide' : 'Show',
        onPressed: { _type: 'listener', name: 'show', props: { shown: !shown } },
      },
      ...(shown ? [{ _type: 'view', name: 'tips', find: find('tips', {}) }] : []),
    ],
  }),

  tips: ([{ text }]) => ({ _type: 'text', value: `Tip: ${text}` }),
};

export const listeners = {
  onEnvStart(props, event, api) {
    if (api.list('tips').length === 0) {
      api.create('tips', { text: 'take a break' });
    }
  },

  onUserFirstJoin(props, event, api) {
    api.create('panels', { user: '@me', shown: false });
  },

  onSessionStart(props, event, api) {
    api.create('visits', { user: '@me', state: 'here' });
  },

  onSessionStop(props, event, api) {
    api.updateMany('visits', { user: '@me' }, { $set: { state: 'gone' } });
  },

  onEnvStop(props, event, api) {
    api.create('log', { text: 'The lights are out' });
  },

  show({ shown }, event, api) {
    api.updateMany('panels', { user: '@me' }, { $set: { shown } });
  },

  // Changes nothing; that a listener runs is enough for the session not to be idle.
  stay() {},
};
