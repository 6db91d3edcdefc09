/** What other modules may use of the register of assets. */
export { preservationOf, assetRegister } from './queries.ts';
export { assetRoutes } from './routes.ts';
export type { AssetKind } from './contract.ts';
