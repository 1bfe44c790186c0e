// The till of the tea room. A packet of tea costs a coin, so packets and coins together are always 10.
// Unless somebody is careless.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'shop' } }] },
};

const button = (text, name, props = {}) => ({
  _type: 'button',
  text,
  onPressed: { _type: 'listener', name, props },
});

const amount = (thing) => ({
  _type: 'view',
  name: 'amount',
  find: { coll: 'things', query: { thing } },
});

export const views = {
  shop: () => ({
    _type: 'flex',
    direction: 'vertical',
    children: [
      amount('Packets'),
      amount('Coins'),
      { _type: 'view', name: 'together', find: { coll: 'things', query: {} } },
      button('Sell carelessly', 'sellCarelessly'),
      button('Stumble carelessly', 'sellCarelessly', { stumble: true }),
      button('Sell', 'sell'),
      button('Stumble', 'sell', { stumble: true }),
      button('Sell to two at once', 'sellToTwo'),
    ],
  }),

  amount: ([{ thing, number }]) => ({ _type: 'text', value: `${thing}: ${number}` }),

  together: (things) => ({
    _type: 'text',
    value: `Together: ${things.reduce((sum, { number }) => sum + number, 0)}`,
  }),
};

const add = (data, thing, number) =>
  data.updateMany('things', { thing }, { $inc: { number } });

// Data is what to write with: the database itself, or a transaction.
const sell = (data, { stumble }) => {
  add(data, 'Packets', -1);
  if (stumble) {
    throw new Error('stumbled on the way to the till');
  }
  add(data, 'Coins', 1);
};

export const listeners = {
  onEnvStart(props, event, api) {
    if (api.list('things').length === 0) {
      api.create('things', { thing: 'Packets', number: 10 });
      api.create('things', { thing: 'Coins', number: 0 });
    }
  },

  sellCarelessly(props, event, api) {
    sell(api, props);
  },

  sell(props, event, api) {
    const transaction = api.transaction();
    sell(transaction, props);
    transaction.commit();
  },

  // Both want the same packet. The database lets the first have it and refuses the second.
  sellToTwo(props, event, api) {
    const first = api.transaction();
    const second = api.transaction();
    sell(first, props);
    try {
      sell(second, props);
      second.commit();
    } catch (error) {
      if (error.reason !== 'write_conflict') {
        throw error;
      }
      second.abort();
    }
    first.commit();
  },
};
