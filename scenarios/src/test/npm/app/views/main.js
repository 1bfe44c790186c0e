import { Flex, View } from '@lenra/app';

export default function () {
  return Flex([
    View('counter').find('counters', { user: 'everybody' }).props({ text: 'Everybody' }),
    View('counter').find('counters', { user: '@me' }).props({ text: 'Mine' }),
  ]).direction('vertical');
}
