/**
 * Who reads of people leaves a look: every question in a cooperative is written down as what it gives away, or stands here with the reason
 * why it gives away nobody. What one asks about oneself (`own.read`) is not a look; as somebody's heir, guardian or child it is.
 */
import { expect, it } from 'vitest';
import { isWithinCooperative } from '../../src/contract/endpoint.ts';
import { endpoints } from '../../src/endpoints.ts';

const givesAwayNobody: Readonly<Record<string, readonly string[]>> = {
  'rules, settings and lists of the cooperative, and which officer changed them': [
    'readClock',
    'readCooperative',
    'listSettingProposals',
    'readRetention',
    'listShareClasses',
    'listShareLimits',
    'readShareAllowance',
    'readShareTakers',
    'readImportTemplate',
    'listAccounts',
    'readBooksSettings',
    'readChartMapping',
    'readAssemblyRules',
    'readAssemblySettings',
    'listRestDays',
    'readJurisdiction',
    'readAssemblyCalendar',
    'listDistributionPresets',
    'readKeptOutAccounts',
    'listBankTemplates',
    'listTaxTemplates',
    'listPensionRules',
    'readPayoutSettings',
    'readOfficeContact',
  ],
  'sums and counts of everybody': [
    'readShareSchedule',
    'readTrialBalance',
    'readBalanceSheet',
    'readIncomeStatement',
    'listClosedMonths',
    'listTillCounts',
    'listPlans',
    'previewPlan',
    'listRuns',
    'readRun',
    'readRunLegality',
    'readSchemeLegality',
    'listPayoutBatches',
    'readPayoutBatch',
    'listPensionRuns',
    'listTaxFilings',
    'readEntitled',
    'recountVotes',
    'listAssets',
    'readAsset',
    'readPreservation',
    'readChecklist',
    'readHalfYearFigures',
    'readVerification',
  ],
  'what every member is told: resolutions, schemes, meetings and who sits where': [
    'listResolutions',
    'readResolution',
    'listSchemes',
    'listPostings',
    'listShareSplits',
    'listSeats',
    'listSeatChanges',
    'listMeetings',
    'readMeeting',
  ],
  'that something was entered, and nothing else': ['watchMeeting'],
  'what whoever asks sent themself': ['readTable', 'markImport', 'listBankSamples'],
};

/** Questions; what changes something is written in the trail. */
const asks = /^(read|list|search|preview|compare|export|find|watch|recount|mark|unmask)/;

const questions = Object.values(endpoints).filter(
  (each) =>
    isWithinCooperative(each) &&
    each.action !== 'own.read' &&
    (each.method === 'get' || asks.test(each.name)),
);

it('every question that gives away people is written down, every other stands in the list with its reason', () => {
  const unlogged = questions.filter(({ logged }) => logged === undefined).map(({ name }) => name);
  expect([...unlogged].sort()).toEqual(Object.values(givesAwayNobody).flat().sort());
});
