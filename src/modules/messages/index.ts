/** What other modules may use of messages to members. */
export { handOn } from './outbox.ts';
export { messagesOf } from './queries.ts';
export { messageRoutes } from './routes.ts';
export { tellMandateEnded, tellMembers } from './telling.ts';
