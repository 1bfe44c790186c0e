// Two accounts and their total. Money moves in transactions, so the total never changes.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'main' } }] },
};

const account = (owner) => ({
  _type: 'view',
  name: 'account',
  find: { coll: 'accounts', query: { owner } },
});

const button = (text, name, props) => ({
  _type: 'button',
  text,
  onPressed: { _type: 'listener', name, props },
});

export const views = {
  main: () => ({
    _type: 'flex',
    direction: 'vertical',
    children: [
      account('Ada'),
      account('Ben'),
      { _type: 'view', name: 'total', find: { coll: 'accounts', query: {} } },
      { _type: 'view', name: 'notice', find: { coll: 'notices', query: { user: '@me' } } },
      button('Pay 10', 'pay', { amount: 10 }),
      button('Pay 1000', 'pay', { amount: 1000 }),
      button('Pay 10 and 20 at once', 'payTwice', {}),
    ],
  }),

  account: ([{ owner, amount }]) => ({ _type: 'text', value: `${owner}: ${amount}` }),

  // Shows a torn payment, if there ever were one.
  total: (accounts) => ({
    _type: 'text',
    value: `Total: ${accounts.reduce((sum, { amount }) => sum + amount, 0)}`,
  }),

  notice: ([{ text }]) => ({ _type: 'text', value: text }),
};

const add = (to, owner, amount) => to.updateMany('accounts', { owner }, { $inc: { amount } });

const notice = (to, text) => to.updateMany('notices', { user: '@me' }, { $set: { text } });

export const listeners = {
  onEnvStart(props, event, api) {
    if (api.list('accounts').length === 0) {
      api.create('accounts', { owner: 'Ada', amount: 100 });
      api.create('accounts', { owner: 'Ben', amount: 50 });
    }
  },

  onUserFirstJoin(props, event, api) {
    api.create('notices', { user: '@me', text: 'Ready' });
  },

  // Pays first and looks afterwards: until the commit nobody else can see it.
  pay({ amount }, event, api) {
    const transaction = api.transaction();
    add(transaction, 'Ada', -amount);
    add(transaction, 'Ben', amount);
    const [ada] = transaction.find('accounts', { owner: 'Ada' });
    if (ada.amount < 0) {
      transaction.abort();
      notice(api, `Ada cannot pay ${amount}`);
    } else {
      notice(transaction, `Paid ${amount}`);
      transaction.commit();
    }
  },

  // Two transactions want the same account: MongoDB lets the first have it and refuses the second.
  payTwice(props, event, api) {
    const first = api.transaction();
    const second = api.transaction();
    add(first, 'Ada', -10);
    add(first, 'Ben', 10);
    try {
      add(second, 'Ada', -20);
      add(second, 'Ben', 20);
      notice(second, 'Paid 20');
      second.commit();
    } catch (error) {
      if (error.reason !== 'write_conflict') {
        throw error;
      }
      second.abort();
      notice(first, 'Paid 10; the other payment came too late');
    }
    first.commit();
  },
};
