export { documentReply, paperTitles } from './contract.ts';
export { issuedSince, ownPapers, seesPaper } from './issued/own.ts';
export { openPress, type Press } from './issued/register.ts';
export { documentContent, papersOfYear } from './issued/store.ts';
export { executionsBy } from './meeting-paper/execution.ts';
export { checkRoutes, paperRoutes, sendPaper } from './routes.ts';
export { paper as statement } from './statement/paper.ts';
