/** Two people behind whatever loosens a setting. */
export { settingRoutes } from './routes.ts';
export { confirmable, dayOfSetting, setOrPropose, type ConfirmableSetting, type Setting } from './setting.ts';
export { waitingOfSettings } from './waiting.ts';
