// A common and a personal counter, as an app of 2022 writes them: the widget dialect.
import { data, Refusal, serve } from './serve.mjs';

const docs = '/app/colls/counter/docs';

async function counterOf(user, api) {
  const found = await data(api, 'POST', `${docs}/find`, { user });
  if (found.length === 0) {
    await data(api, 'POST', docs, { count: 0, user });
  }
}

const counter = (user, text) => ({
  type: 'widget',
  name: 'counter',
  coll: 'counter',
  query: { user },
  props: { text },
});

const widgets = {
  main: () => ({
    type: 'flex',
    direction: 'vertical',
    scroll: true,
    spacing: 4,
    crossAxisAlignment: 'center',
    children: [
      { type: 'widget', name: 'menu' },
      { type: 'widget', name: 'home' },
    ],
  }),
  userData: ([counter]) => ({ type: 'text', value: JSON.stringify(counter) }),
  counter: ([counter], props) => ({
    type: 'flex',
    spacing: 2,
    mainAxisAlignment: 'spaceEvenly',
    crossAxisAlignment: 'center',
    children: [
      { type: 'text', value: `${props.text}: ${counter.count}` },
      { type: 'button', text: '+', onPressed: { action: 'increment', props: { id: counter._id } } },
    ],
  }),
  home: () => ({
    type: 'flex',
    direction: 'vertical',
    spacing: 4,
    mainAxisAlignment: 'spaceEvenly',
    crossAxisAlignment: 'center',
    children: [counter('@me', 'My personnal counter'), counter('global', 'The common counter')],
  }),
  menu: () => ({
    type: 'container',
    decoration: {
      color: 0xffffffff,
      boxShadow: { blurRadius: 8, color: 0x1a000000, offset: { dx: 0, dy: 1 } },
    },
    padding: { top: 2, bottom: 2, left: 4, right: 4 },
    child: {
      type: 'flex',
      fillParent: true,
      mainAxisAlignment: 'spaceBetween',
      crossAxisAlignment: 'center',
      padding: { right: 4 },
      children: [
        {
          type: 'container',
          constraints: { minWidth: 32, minHeight: 32, maxWidth: 32, maxHeight: 32 },
          child: { type: 'image', src: 'logo.png' },
        },
        {
          type: 'flexible',
          child: {
            type: 'container',
            child: {
              type: 'text',
              value: 'Hello World',
              textAlign: 'center',
              style: { fontWeight: 'bold', fontSize: 24 },
            },
          },
        },
      ],
    },
  }),
};

const listeners = {
  async increment({ id }, event, api) {
    const counter = await data(api, 'GET', `${docs}/${id}`);
    counter.count += 1;
    await data(api, 'PUT', `${docs}/${id}`, counter);
  },
  onEnvStart: (props, event, api) => counterOf('global', api),
  onSessionStart() {},
  onUserFirstJoin: (props, event, api) => counterOf('@me', api),
};

serve(async (question) => {
  if (question.action !== undefined) {
    if (!Object.hasOwn(listeners, question.action)) {
      throw new Refusal(404, `No listener found for action ${question.action} in app manifest.`);
    }
    await listeners[question.action](question.props, question.event, question.api);
    return undefined;
  }
  if (question.widget !== undefined) {
    if (!Object.hasOwn(widgets, question.widget)) {
      throw new Refusal(404, `No widget found for name ${question.widget} in app manifest.`);
    }
    return { widget: widgets[question.widget](question.data, question.props) };
  }
  return {
    manifest: {
      widgets: Object.keys(widgets),
      listeners: Object.keys(listeners),
      rootWidget: 'main',
    },
  };
});
