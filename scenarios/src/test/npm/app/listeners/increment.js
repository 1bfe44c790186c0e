/** In a transaction, so that what is read is what is written to. */
export default async function ({ user }, event, api) {
  const transaction = await api.data.startTransaction();
  const counters = transaction.coll('counters');
  const [counter] = await counters.find({ user });
  await counters.updateMany(
    { _id: counter._id },
    { $inc: { count: 1 }, $push: { history: event.by ?? 'somebody' } },
  );
  await transaction.commit();
}
