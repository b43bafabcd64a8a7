/** `window.sandbox`: what a test in the browser may ask without looking at the looks. */
export function hook(app) {
  window.sandbox = {
    get as() {
      return app.world.as;
    },
    get chat() {
      return app.place.chat;
    },
    messages: () => app.talk.feed?.messages ?? [],
    chats: () => app.world.chatList(),
    become: (key) => app.become(key),
    go: (chat, thread) => app.go(chat, thread),
    jump: (messageId) => app.talk.view.jump(messageId),
    heard: () => app.world.socket.heard,
    refresh: () => app.world.refresh(),
    dropLine: () => app.world.socket.line.close(),
    openApp: (options) => app.miniapps.open(options ?? {}),
    openLink: (url) => app.openLink(url),
    get app() {
      return app.miniapps.report();
    },
    sendToApp: (type, data) => app.miniapps.current?.host.send(type, data),
    appEvents: () => app.miniapps.current?.host.log ?? [],
  };
}
