/**
 * What the house set for itself: caps on shares, who may take them, stricter rules of its assemblies, whose law holds, days of rest,
 * income that is not distributed. Each form says what holds now beside what would.
 */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { communityWords } from '../../../domain/law-row.ts';
import { dimensionWords } from '../../../domain/assembly-stricter.ts';
import { bodyWords, limitBaseWords, limitKindWords, takersWords } from '../../../domain/words.ts';
import { groupedShares } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import { useSay } from '../../shared/language.ts';
import { Note } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Answer } from '../../shared/states.tsx';
import { placeInWords, provinceInWords } from '../../shared/place-words.ts';
import type { Values as FormValues } from '../../shared/values.ts';
import { saidToBeNone, type OwnRules } from './own-rules.ts';
import { Values } from './values.tsx';

const words = {
  save: { zh: '保存', en: 'Save' },
  set: { zh: '更改', en: 'Change' },
  limits: { zh: '持股上限和总额', en: 'Caps and totals of shares' },
  limitsMore: {
    zh: '不填比例或总额即取消。提高、取消或换基数由另一人复核后生效。',
    en: 'Without a percentage or total it is taken off. What loosens one is confirmed by another person.',
  },
  ofClass: { zh: '{kind}：{name}', en: '{kind}: {name}' },
  percent: { zh: '{percent} %，以{base}为基数', en: '{percent} % of {base}' },
  total: { zh: '{total} 股', en: '{total} shares' },
  off: { zh: '已取消', en: 'taken off' },
  decided: { zh: '{source}（自 {day} 起）', en: '{source} (from {day})' },
  byDefault: { zh: '程序默认值，本社没有另定', en: 'the default of this program; nothing was decided' },
  takers: { zh: '可以取得股份的人', en: 'Who may take shares' },
  takersMore: { zh: '包括社外人员的，须依据决议。', en: 'Outsiders need a resolution.' },
  law: { zh: '适用的地方规定', en: 'Whose law holds' },
  ownRules: { zh: '议事规则', en: 'Rules of assemblies' },
  ownRulesAct: { zh: '设定本社议事规则', en: 'Set own rules' },
  ownRulesMore: {
    zh: '只能比法定规则更严；不填的仍按法定，已有的本社规则已经填好，改动以后整份重新设定。由另一人复核后生效，不回溯到已作出的决议、已通知的会议和已生效的事项。',
    en: 'Only stricter than the law; what is left out stays as the law has it. What was set before stands in the fields: the whole of it is set anew. Another person confirms them; they reach behind no decision, no meeting that was called and nothing that took effect.',
  },
  none: {
    zh: '现行本社规则写明“没有”的，格子里填不出来，在这里保存以后就按法定：{what}。要照旧的，先不要在这里更改。',
    en: 'What the present rules say is none at all cannot stand in a field, and becomes as the law has it once this is saved: {what}. To keep it, do not change them here.',
  },
  noneOf: { zh: '{body}的{dimension}', en: '{body}: {dimension}' },
  comma: { zh: '、', en: ', ' },
  restDays: { zh: '休息日', en: 'Days of rest' },
  restDay: { zh: '登记一天', en: 'Enter a day' },
  restMore: {
    zh: '放假安排公布或更正后登记。休息日会移动期限，由另一人复核后生效。',
    en: 'When an arrangement is published or corrected. It moves terms: another person confirms it.',
  },
  off1: { zh: '休息', en: 'off' },
  worked: { zh: '上班', en: 'worked' },
  own: { zh: '本社登记', en: 'entered here' },
  published: { zh: '国务院办公厅放假安排', en: 'the arrangement as published' },
  keptOut: { zh: '不得分配的收入科目', en: 'Income that is not distributed' },
  keptOutMore: {
    zh: '以后编制的方案不再计入可分配数。由另一人复核后生效。',
    en: 'Plans drawn up from now on leave it out. Another person confirms it.',
  },
  account: { zh: '科目', en: 'Account' },
} as const satisfies Record<string, Sentence>;

export function HouseRules(): ReactElement {
  const { may } = useSession();
  return (
    <>
      {may('shares.read') && <Limits />}
      {may('shares.read') && <Takers />}
      {may('assemblies.read') && <OwnRules />}
      {may('assemblies.read') && <Law />}
      {may('assemblies.read') && <RestDays />}
      {may('runs.read') && <KeptOut />}
    </>
  );
}

function Limits(): ReactElement {
  const say = useSay();
  const found = useAnswer('listShareLimits', {});
  const classes = useAnswer('listShareClasses', {});
  const nameOf = (classId: string | null) => {
    const known = classes.data?.classes.find(({ id }) => id === classId);
    return known === undefined ? '' : say({ zh: known.name, en: known.nameEn ?? known.name });
  };
  return (
    <Answer of={found} rows={2}>
      {({ limits }) => (
        <Values
          title={say(words.limits)}
          id="rules"
          aside={
            <Ask
              change="setLimit"
              label={say(words.set)}
              act={say(words.limits)}
              does={say(words.save)}
              given={{}}
              small
            >
              <p className="quiet">{say(words.limitsMore)}</p>
            </Ask>
          }
          rows={limits.map(({ kind, classId, percent, base, total, effectiveOn, source }) => ({
            item:
              classId === null
                ? say(limitKindWords[kind])
                : say(words.ofClass, { kind: say(limitKindWords[kind]), name: nameOf(classId) }),
            value:
              percent !== null && base !== null
                ? say(words.percent, { percent, base: say(limitBaseWords[base]) })
                : total !== null
                  ? say(words.total, { total: groupedShares(total) })
                  : say(words.off),
            source: say(words.decided, { source, day: effectiveOn }),
          }))}
        />
      )}
    </Answer>
  );
}

function Takers(): ReactElement {
  const say = useSay();
  const found = useAnswer('readShareTakers', {});
  return (
    <Answer of={found} rows={2}>
      {({ takers, isDefault, history }) => {
        const last = history.find((each) => each.takers === takers);
        const value = say(takersWords[takers]);
        return (
          <Values
            title={say(words.takers)}
            aside={
              <Ask
                change="setShareTakers"
                label={say(words.set)}
                act={say(words.takers)}
                does={say(words.save)}
                given={{}}
                now={{ takers: value }}
                small
              >
                <p className="quiet">{say(words.takersMore)}</p>
              </Ask>
            }
            rows={[
              {
                item: say(words.takers),
                value,
                source:
                  isDefault || last === undefined
                    ? say(words.byDefault)
                    : say(words.decided, { source: last.source, day: last.effectiveOn }),
              },
            ]}
          />
        );
      }}
    </Answer>
  );
}

function OwnRules(): ReactElement {
  const say = useSay();
  const found = useAnswer('readAssemblyRules', {});
  return (
    <Answer of={found} rows={2}>
      {({ name, own }) => (
        <Values
          title={say(words.ownRules)}
          aside={
            <Ask
              change="setOwnRules"
              label={say(words.set)}
              act={say(words.ownRulesAct)}
              does={say(words.save)}
              given={{}}
              start={own === null ? {} : { rules: asValues(own.rules) }}
              width={820}
              folds
              small
            >
              <p className="quiet">{say(words.ownRulesMore)}</p>
              {own !== null && <SaidToBeNone rules={own.rules} />}
            </Ask>
          }
          rows={[
            {
              item: say(words.ownRules),
              value: say(name),
              source:
                own === null
                  ? say(words.byDefault)
                  : say(words.decided, { source: own.source, day: own.effectiveFrom }),
            },
          ]}
        />
      )}
    </Answer>
  );
}

function SaidToBeNone({ rules }: { readonly rules: OwnRules }): ReactElement | null {
  const say = useSay();
  const none = saidToBeNone(rules);
  if (none.length === 0) return null;
  const what = none.map(({ body, dimension }) =>
    say(words.noneOf, { body: say(bodyWords[body]), dimension: say(dimensionWords[dimension]) }),
  );
  return <Note warning>{say(words.none, { what: what.join(say(words.comma)) })}</Note>;
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** What holds already, as it stands in the fields: set anew, own rules take the place of those before, whole. */
function asValues(of: object): FormValues {
  return Object.fromEntries(
    Object.entries(of).flatMap(([key, value]: [string, unknown]): [string, FormValues[string]][] => {
      if (value === undefined || value === null) return [];
      if (Array.isArray(value)) return [[key, value.map(textOf)]];
      return [[key, typeof value === 'object' ? asValues(value) : textOf(value)]];
    }),
  );
}

function Law(): ReactElement {
  const say = useSay();
  const found = useAnswer('readJurisdiction', {});
  return (
    <Answer of={found} rows={2}>
      {({ now }) => {
        return (
          <Values
            title={say(words.law)}
            id="place"
            aside={
              <Ask
                change="setJurisdiction"
                label={say(words.set)}
                act={say(words.law)}
                does={say(words.save)}
                given={{}}
                start={{ province: now.province, community: now.community }}
                now={{
                  province: provinceInWords(now.province, say),
                  community: say(communityWords[now.community]),
                }}
                small
              />
            }
            rows={[
              {
                item: say(words.law),
                value: placeInWords(now, say),
                source:
                  now.source === null || now.effectiveFrom === null
                    ? say(words.byDefault)
                    : say(words.decided, { source: now.source, day: now.effectiveFrom }),
              },
            ]}
          />
        );
      }}
    </Answer>
  );
}

function RestDays(): ReactElement {
  const say = useSay();
  const found = useAnswer('listRestDays', { year: todayInChina().slice(0, 4) });
  return (
    <Answer of={found} rows={2}>
      {({ year, days, notices }) => (
        <Values
          title={`${say(words.restDays)} ${year}`}
          aside={
            <Ask change="setRestDay" label={say(words.restDay)} given={{}} small>
              <p className="quiet">{say(words.restMore)}</p>
            </Ask>
          }
          rows={days
            .filter(({ day, own }) => own || day >= todayInChina())
            .map(({ day, rest, own }) => ({
              item: day,
              value: say(rest ? words.off1 : words.worked),
              source: own ? say(words.own) : publishedBy(say(words.published), notices),
            }))}
        />
      )}
    </Answer>
  );
}

/** `放假安排（国办发明电〔2025〕7号，2025-11-04）`; the words alone where the table has no notice of the year. */
function publishedBy(words: string, notices: readonly { number: string; on: string }[]): string {
  return notices.length === 0
    ? words
    : `${words} ${notices.map(({ number, on }) => `${number} ${on}`).join('; ')}`;
}

function KeptOut(): ReactElement {
  const say = useSay();
  const found = useAnswer('readKeptOutAccounts', {});
  return (
    <Answer of={found} rows={2}>
      {({ accounts, source, since }) => (
        <Values
          title={say(words.keptOut)}
          aside={
            <Ask
              change="setKeptOutAccounts"
              label={say(words.set)}
              act={say(words.keptOut)}
              does={say(words.save)}
              given={{}}
              start={{ accounts: accounts.map(({ chart, account }) => ({ chart, account })) }}
              small
            >
              <p className="quiet">{say(words.keptOutMore)}</p>
            </Ask>
          }
          rows={accounts.map(({ account }) => ({
            item: say(words.account),
            value: account,
            source:
              source === null || since === null
                ? ''
                : say(words.decided, { source, day: since.slice(0, 10) }),
          }))}
        />
      )}
    </Answer>
  );
}
