import { View } from '@lenra/app';

const counter = (user) => View('counter').find('counters', { user });

export default {
  lenra: { routes: [{ path: '/', view: View('main') }] },
  json: {
    routes: [
      { path: '/counter/everybody', view: counter('everybody') },
      { path: '/counter/me', view: counter('@me') },
    ],
  },
};
