export { documentReply, paperTitles } from './contract.ts';
export { issuedSince, ownPapers, seesPaper, spansOfStatements } from './issued/own.ts';
export { openPress, type Press } from './issued/register.ts';
export { documentContent, papersOfYear } from './issued/store.ts';
export { checkRoutes, paperRoutes, sendPaper } from './routes.ts';
export { paper as statement } from './statement/paper.ts';
