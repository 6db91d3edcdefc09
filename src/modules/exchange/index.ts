/** Tables in and out. */
export { importNow } from './imports.ts';
export { forgetUnconfirmed } from './store.ts';
export { importSealings } from './sealed-columns.ts';
export { booksArchive, manifestSeal, type ArchivedPaper, type PapersOfYear } from './books-archive.ts';
export { exchangeRoutes } from './routes.ts';
