export { judgeAppointment } from './appointments.ts';
export { keepCircumstances, toldByMinutes } from './circumstances.ts';
export { confirmResolution, keepResolution, nextResolutionNumber, resolutionOnWire } from './commands.ts';
export { jurisdictionOn } from '../settings/index.ts';
export { restDaySetting, restDaysOf } from './jurisdiction.ts';
export { lawRoutes } from './law-routes.ts';
export { ownResolutions, ownResolutionsOf, reportsShownOf } from './own.ts';
export { assemblyRoutes } from './routes.ts';
export { membersHaveMet, ownRulesSetting } from './own-rules.ts';
export { rulesOn, type RulesInForce } from './rules.ts';
export { resolution } from './schema.ts';
export { seatChangesOf, seatsStandingOn } from './seat-changes.ts';
export { seatRoutes } from './seat-routes.ts';
export {
  candidatesOn,
  entitledOn,
  pastTermSince,
  seatsHeldOn,
  thinWhenDecided,
  whyOnlyElects,
} from './seats.ts';
export {
  adoptedBefore,
  adoptedOf,
  decidedBeforeOf,
  latestReports,
  minutesOf,
  paperDecisionDays,
  requireResolution,
  requireResolutionFor,
  requireResolutionOfMatter,
  tooFewOn,
  carriesNothingBy,
  requireUndecidedSubject,
  subjectContent,
  resolutionNumbers,
  resolutionOn,
  resolutionsAfter,
  type KnownResolution,
  type RefuseCalled,
  type RequireLawful,
  type SubjectToDecide,
} from './store.ts';
export { assemblyDaysSetting, assemblySettings, noticeDays } from './settings.ts';
export { waitingOfDecisions } from './waiting.ts';
