import { Button, Flex, Listener, Text } from '@lenra/app';

/** Components where the place tells what it is called, otherwise plain data. */
export default function ([counter], { text }) {
  const { user, count, history } = counter;
  return text
    ? Flex([Text(`${text}: ${count}`), Button('+').onPressed('increment', { user })])
    : { count, history, onIncrement: Listener('increment').props({ user }) };
}
