export { documentReply, paperTitles } from './contract.ts';
export { sealsKept } from './issued/chain.ts';
export { issuedSince, ownPapers, seesPaper, spansOfStatements } from './issued/own.ts';
export { openPress, type Press } from './issued/register.ts';
export { documentContent, papersOfYear } from './issued/store.ts';
export { checkDocument } from './issued/queries.ts';
export { executionsBy } from './meeting-paper/execution.ts';
export { ofHolders, paperRoutes, sendPaper } from './routes.ts';
export { paper as statement } from './statement/paper.ts';
