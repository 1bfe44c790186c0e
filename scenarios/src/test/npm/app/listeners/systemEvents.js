const begin = (user) => ({ user, count: 0, history: [] });

export async function onEnvStart(_props, _event, api) {
  await api.data.coll('counters').createDoc(begin('everybody'));
}

export async function onUserFirstJoin(_props, _event, api) {
  await api.data.coll('counters').createDoc(begin('@me'));
}

export async function onSessionStart() {}
