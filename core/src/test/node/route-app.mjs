// The same counters as an app of today writes them: routes, the latest dialect.
import { data, Refusal, serve } from './serve.mjs';

const colls = '/app-api/v1/data/colls/counter';

async function counterOf(user, api) {
  const found = await data(api, 'POST', `${colls}/find`, { query: { user }, projection: {} });
  if (found.length === 0) {
    await data(api, 'POST', `${colls}/docs`, { user, count: 0 });
  }
}

const counter = (name, user, props) => ({
  _type: 'view',
  name,
  find: { coll: 'counter', query: { user } },
  ...props,
});

const increment = (counter) => ({
  _type: 'listener',
  name: 'increment',
  props: { id: counter._id },
});

const views = {
  counter: ([counter]) => ({ value: counter.count, onIncrement: increment(counter) }),
  'lenra.main': () => ({
    _type: 'flex',
    children: [
      { _type: 'view', name: 'lenra.menu' },
      { _type: 'view', name: 'lenra.home' },
    ],
    direction: 'vertical',
    scroll: true,
    spacing: 4,
    crossAxisAlignment: 'center',
  }),
  'lenra.menu': () => ({
    _type: 'container',
    child: {
      _type: 'flex',
      children: [
        {
          _type: 'container',
          child: { _type: 'image', src: 'logo.png' },
          constraints: { maxWidth: 32, minWidth: 32, maxHeight: 32, minHeight: 32 },
        },
        {
          _type: 'flexible',
          child: {
            _type: 'container',
            child: {
              _type: 'text',
              value: 'Hello World',
              textAlign: 'center',
              style: { fontWeight: 'bold', fontSize: 24 },
            },
          },
        },
      ],
      fillParent: true,
      mainAxisAlignment: 'spaceBetween',
      crossAxisAlignment: 'center',
      padding: { right: 32 },
    },
    decoration: {
      color: 0xffffffff,
      boxShadow: { blurRadius: 8, color: 0x1a000000, offset: { dx: 0, dy: 1 } },
    },
    padding: { top: 16, bottom: 16, left: 32, right: 32 },
  }),
  'lenra.home': () => ({
    _type: 'flex',
    children: [
      counter('lenra.counter', '@me', { props: { text: 'My personnal counter' } }),
      counter('lenra.counter', 'global', { props: { text: 'The common counter' } }),
    ],
    direction: 'vertical',
    spacing: 16,
    mainAxisAlignment: 'spaceEvenly',
    crossAxisAlignment: 'center',
  }),
  'lenra.counter': ([counter], props) => ({
    _type: 'flex',
    children: [
      { _type: 'text', value: `${props.text}: ${counter.count}` },
      { _type: 'button', text: '+', onPressed: increment(counter) },
    ],
    spacing: 16,
    mainAxisAlignment: 'spaceEvenly',
    crossAxisAlignment: 'center',
  }),
};

const listeners = {
  increment: ({ id }, event, api) =>
    data(api, 'POST', `${colls}/updateMany`, {
      filter: { _id: id },
      update: { $inc: { count: 1 } },
    }),
  onEnvStart: (props, event, api) => counterOf('global', api),
  onUserFirstJoin: (props, event, api) => counterOf('@me', api),
  onSessionStart() {},
};

serve(async (question) => {
  if (question.listener !== undefined) {
    if (!Object.hasOwn(listeners, question.listener)) {
      throw new Refusal(500, `No listener found for ${question.listener}`);
    }
    await listeners[question.listener](question.props, question.event, question.api);
    return undefined;
  }
  if (question.view !== undefined) {
    if (!Object.hasOwn(views, question.view)) {
      throw new Refusal(500, `No view found for ${question.view}`);
    }
    return views[question.view](question.data, question.props);
  }
  return {
    json: {
      routes: [
        { path: '/counter/global', view: counter('counter', 'global') },
        { path: '/counter/me', view: counter('counter', '@me') },
      ],
    },
    lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'lenra.main' } }] },
  };
});
