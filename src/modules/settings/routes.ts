/** What loosens a setting and waits for another person. The rooms of the settings are handed in: this one knows none of them. */
import { pageOf } from '../../contract/query.ts';
import type { App } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import { confirmSettingOf, refuseSetting } from './commands.ts';
import * as wire from './contract.ts';
import type { ConfirmableSetting } from './setting.ts';
import { proposedSettings } from './store.ts';

export async function settingRoutes(app: App, settings: readonly ConfirmableSetting[]): Promise<void> {
  read(app, wire.listSettingProposals, (tx, { cooperativeId, input }) =>
    proposedSettings(tx, cooperativeId, pageOf(input)),
  );
  serve(app, wire.confirmSetting, confirmSettingOf(settings));
  serve(app, wire.refuseSetting, refuseSetting);
}
