// A list of things to do that all users share, with one child view for each of them.

export const manifest = {
  lenra: { routes: [{ path: '/', view: { _type: 'view', name: 'main' } }] },
};

const run = (name, props) => ({ _type: 'listener', name, props });

export const views = {
  main: () => ({
    _type: 'flex',
    direction: 'vertical',
    children: [
      { _type: 'view', name: 'draft', find: { coll: 'drafts', query: { user: '@me' } } },
      // The list only needs to know which items there are. As its projection leaves out the rest,
      // it is drawn again when one comes or goes, and not when one is checked.
      {
        _type: 'view',
        name: 'list',
        find: { coll: 'items', query: {}, projection: { _id: true } },
      },
    ],
  }),

  // What a user is about to add; a document of their own, so nobody else sees them type.
  draft: ([{ text }]) => ({
    _type: 'textfield',
    name: 'title',
    value: text,
    onChanged: run('write', {}),
    onSubmitted: run('add', {}),
  }),

  list: (items) => ({
    _type: 'flex',
    direction: 'vertical',
    children: items.map(({ _id }) => ({
      _type: 'view',
      name: 'item',
      find: { coll: 'items', query: { _id } },
    })),
  }),

  // This view cannot do without its item: drawn once more after the item is gone, it would throw.
  item: ([{ _id, text, done }]) => ({
    _type: 'flex',
    children: [
      { _type: 'text', value: text },
      { _type: 'checkbox', name: 'done', value: done, onPressed: run('check', { id: _id }) },
      { _type: 'button', text: 'Delete', onPressed: run('remove', { id: _id }) },
    ],
  }),
};

export const listeners = {
  onUserFirstJoin(props, event, api) {
    api.create('drafts', { user: '@me', text: '' });
  },

  write(props, { value }, api) {
    api.updateMany('drafts', { user: '@me' }, { $set: { text: value } });
  },

  // In a transaction, so that the item comes and the text field empties in one patch.
  add(props, { value }, api) {
    const transaction = api.transaction();
    transaction.create('items', { text: value, done: false });
    transaction.updateMany('drafts', { user: '@me' }, { $set: { text: '' } });
    transaction.commit();
  },

  check({ id }, event, api) {
    const item = api.get('items', id);
    api.updateMany('items', { _id: id }, { $set: { done: !item.done } });
  },

  remove({ id }, event, api) {
    api.delete('items', id);
  },
};
