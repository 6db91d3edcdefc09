/** Two people behind whatever loosens a setting; and where the cooperative stands. */
export {
  jurisdictionOn,
  jurisdictionsSet,
  keepJurisdiction,
  keepJurisdictionReview,
  type JurisdictionRow,
  type KnownJurisdiction,
} from './jurisdiction.ts';
export { settingRoutes } from './routes.ts';
export { confirmable, dayOfSetting, setOrPropose, type ConfirmableSetting, type Setting } from './setting.ts';
export { waitingOfSettings } from './waiting.ts';
