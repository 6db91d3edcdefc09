/** The opening of a cooperative step by step: what is done, what is next, who does it, and one button. */
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import type { Action } from '../../../domain/permission.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { classKinds } from '../../../domain/share-register.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { classKindWords, limitKindWords, takersWords } from '../../../domain/words.ts';
import { grouped, groupedShares } from '../../shared/amount.tsx';
import { together, useAnswer, useChange, useWholeList } from '../../shared/asking.ts';
import { Field } from '../../shared/form.tsx';
import { useSay } from '../../shared/language.ts';
import { Page, State } from '../../shared/page.tsx';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { NoPermission, Unread } from '../../shared/states.tsx';
import { placeInWords } from '../../shared/place-words.ts';
import './opening.css';

const words = {
  title: { zh: '建账', en: 'Opening' },
  done: { zh: '已办', en: 'done' },
  next: { zh: '下一步', en: 'next' },
  later: { zh: '待办', en: 'to do' },
  free: { zh: '可以不办', en: 'optional' },
  by: { zh: '由{who}办理', en: 'by: {who}' },
  classes: { zh: '股种', en: 'Share classes' },
  classesNone: {
    zh: '先说明有哪几种股，如基本股、配股、集体股。',
    en: 'Say first which classes there are: basic, matched, collective.',
  },
  addClass: { zh: '设立股种', en: 'Add a class' },
  place: { zh: '适用的地方规定', en: 'Whose law holds' },
  placeNone: {
    zh: '还没有登记，按行政区划代码取省，按城市社区适用法律：{place}。村集体请由理事长登记为村，开会、提取、公示的法定要求不同。',
    en: 'Not set: the province is the region code’s, an urban community: {place}. The chair of a village sets it as one: meetings, reserve and notice then keep to other law.',
  },
  placeSome: { zh: '{place}。', en: '{place}.' },
  toPlace: { zh: '登记适用的规定', en: 'Set it' },
  rules: { zh: '规则', en: 'Rules' },
  rulesNone: {
    zh: '没有设定持股上限。{takers}可以取得股份。章程另有规定的由理事长设定，另一人复核。',
    en: 'No cap is set. Who may take shares: {takers}. Where the articles say otherwise the chair sets it and another confirms.',
  },
  toRules: { zh: '设定规则', en: 'Set the rules' },
  rulesSome: {
    zh: '已设定：{limits}。{takers}可以取得股份。',
    en: 'Set: {limits}. Who may take shares: {takers}.',
  },
  allowance: { zh: '一人可以登记的股数', en: 'What one person may enter' },
  allowanceNone: {
    zh: '还是 0 股：期初股份导入以前，由理事长按章程设定一人每年可为同一持有人登记的股数，不少于一户头的期初股份，另一人复核。',
    en: 'It is 0: before opening shares come in, the chair sets by the articles how many shares one person may enter for one holder in a year, no fewer than a holder begins with, and another confirms it.',
  },
  allowanceSome: {
    zh: '每年可为同一持有人登记 {quantity} 股。',
    en: '{quantity} shares a year for one holder.',
  },
  account: { zh: '付款账户', en: 'The paying account' },
  accountNone: {
    zh: '由理事长登记发放红利的付款户名、银行、账号和起付额；发放以前登记即可。',
    en: 'The chair enters the account dividends are paid from and the least that is paid; needed before the first payout.',
  },
  accountSome: { zh: '{name}，{bank}。', en: '{name}, {bank}.' },
  roster: { zh: '名册', en: 'Roster' },
  rosterNone: {
    zh: '用表格一次导入全体成员和户。',
    en: 'Everybody and every household at once, as a table.',
  },
  rosterSome: { zh: '{count} 人在册。', en: '{count} people are in the register.' },
  rosterWaits: {
    zh: '{count} 次名册变更待{who}复核，复核以前身份不生效。',
    en: '{count} changes wait for: {who}; until then no standing counts.',
  },
  bringIn: { zh: '导入名册', en: 'Bring in the roster' },
  shares: { zh: '期初股份', en: 'Opening shares' },
  sharesNone: {
    zh: '用表格一次导入每个户头的期初股份，须在其他变动之前。',
    en: 'What each holder begins with, as a table, before any other movement.',
  },
  sharesWait: {
    zh: '名册复核以后再导入：身份生效的人才能取得股份。',
    en: 'After the roster is confirmed: only whose standing counts may take shares.',
  },
  sharesSome: { zh: '{holders} 个户头共 {shares} 股。', en: '{holders} holders with {shares} shares.' },
  bringInShares: { zh: '导入期初股份', en: 'Bring in opening shares' },
  balances: { zh: '期初余额', en: 'Opening balances' },
  balancesNone: {
    zh: '把上期期末的各科目余额记成一张凭证，由另一人复核。',
    en: 'The balances of the day before as one voucher; another person confirms it.',
  },
  balancesWait: {
    zh: '期初凭证已填，待{who}复核；复核以前不入账。',
    en: 'The voucher waits for: {who}; until then nothing of it is in the books.',
  },
  balancesSome: { zh: '已有凭证在账。', en: 'There are entries in the books.' },
  enter: { zh: '记期初凭证', en: 'Enter them' },
  toPrepared: { zh: '查看待复核凭证', en: 'See what waits' },
  begin: { zh: '开始第一个半年', en: 'Begin the first half-year' },
  beginMore: {
    zh: '从设立之日起在这里记账、开会、分红；此前的半年据纸质记录补录。',
    en: 'From the day it was opened books, meetings and dividends are kept here; half-years before are entered from paper.',
  },
  toDesk: { zh: '到半年工作台', en: 'To the half-year' },
  name: { zh: '名称', en: 'Name' },
  nameEn: { zh: '英文名称', en: 'Name in English' },
  nameEnHelp: { zh: '只在英文画面和英文文件上用', en: 'Shown on English screens and papers only' },
  code: { zh: '代码', en: 'Code' },
  codeHelp: {
    zh: '短名，字母和数字；导入期初股份的表格也认得',
    en: 'A short name of letters and digits; the table of opening shares may use it',
  },
  kind: { zh: '性质', en: 'Kind' },
  places: { zh: '股数的小数位', en: 'Decimals of a quantity' },
} as const satisfies Record<string, Sentence>;

interface Step {
  readonly key: string;
  readonly name: string;
  readonly isDone: boolean;
  readonly isFree?: boolean;
  readonly says: ReactNode;
  readonly action: Action;
  /** `isNext` where it is the one to press. */
  readonly button: (isNext: boolean) => ReactNode;
}

export function Opening(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [isAdding, setAdding] = useState(false);
  const when = may('shares.read') && may('register.read');
  const classes = useAnswer('listShareClasses', {}, { when });
  const limits = useAnswer('listShareLimits', {}, { when });
  const takers = useAnswer('readShareTakers', {}, { when });
  const allowance = useAnswer('readShareAllowance', {}, { when });
  const payouts = useAnswer('readPayoutSettings', {}, { when: when && may('payouts.read') });
  const people = useWholeList('listMembers', {}, (page) => page.members, { when });
  const waiting = useAnswer('listRegisterChanges', { state: 'awaiting' }, { when });
  const holders = useWholeList('listHoldings', {}, (page) => page.holders, { when });
  const entries = useAnswer(
    'listEntries',
    { from: '1949-10-01', to: todayInChina(), limit: '1' },
    { when: when && may('books.read') },
  );
  const prepared = useAnswer(
    'listPreparedEntries',
    { state: 'awaiting-review', limit: '1' },
    { when: when && may('books.read') },
  );
  const jurisdiction = useAnswer('readJurisdiction', {}, { when: when && may('assemblies.read') });
  if (!when) return <NoPermission action="register.read" />;
  const needed = together(classes, people, holders);
  if (!needed.isThere || classes.data === undefined) return <Unread of={needed} rows={10} />;
  const total = ShareQuantity.sum(
    holders.rows.flatMap(({ holdings }) => holdings.map(({ quantity }) => ShareQuantity.parse(quantity))),
  );
  // Opening shares that stand there need no allowance any more.
  const isAllowed = !total.isZero || allowance.data?.isDefault === false;
  const allowed = takers.data === undefined ? '' : say(takersWords[takers.data.takers]);
  const set = [...new Set(limits.data?.limits.map(({ kind }) => kind))].map((kind) =>
    say(limitKindWords[kind]),
  );
  const isPrepared = (prepared.data?.entries.length ?? 0) > 0;
  const waits = waiting.data?.changes.length ?? 0;
  const steps: readonly Step[] = [
    {
      key: 'classes',
      name: say(words.classes),
      isDone: classes.data.classes.length > 0,
      says:
        classes.data.classes
          .map(({ name, nameEn }) => say({ zh: name, en: nameEn ?? name }))
          .join(say({ zh: '、', en: ', ' })) || say(words.classesNone),
      action: 'shares.move',
      button: (isNext) => (
        <Button type={isNext ? 'primary' : 'default'} onClick={() => setAdding(true)}>
          {say(words.addClass)}
        </Button>
      ),
    },
    {
      key: 'place',
      name: say(words.place),
      isDone: jurisdiction.data?.now.isDefault === false,
      says:
        jurisdiction.data === undefined
          ? ''
          : say(jurisdiction.data.now.isDefault ? words.placeNone : words.placeSome, {
              place: placeInWords(jurisdiction.data.now, say),
            }),
      action: 'settings.change',
      button: (isNext) => (
        <Link to="/settings" hash="place" className={isNext ? 'button primary' : 'button'}>
          {say(words.toPlace)}
        </Link>
      ),
    },
    {
      key: 'rules',
      name: say(words.rules),
      isDone: set.length > 0,
      isFree: true,
      says:
        set.length === 0
          ? say(words.rulesNone, { takers: allowed })
          : say(words.rulesSome, { limits: set.join(say({ zh: '、', en: ', ' })), takers: allowed }),
      action: 'settings.change',
      button: () => (
        <Link to="/settings" hash="rules" className="button">
          {say(words.toRules)}
        </Link>
      ),
    },
    {
      key: 'roster',
      name: say(words.roster),
      isDone: people.rows.length > 0 && waits === 0,
      says:
        people.rows.length === 0 ? (
          say(words.rosterNone)
        ) : (
          <>
            {say(words.rosterSome, { count: grouped(`${people.rows.length}`) })}
            {waits > 0 &&
              ` ${say(words.rosterWaits, { count: waits, who: say(rolesThatMay('register.confirm')) })}`}
          </>
        ),
      action: 'exchange.import',
      button: (isNext) => (
        <Link
          to="/import"
          search={{ kind: 'roster' }}
          className={isNext && people.rows.length === 0 ? 'button primary' : 'button'}
        >
          {say(words.bringIn)}
        </Link>
      ),
    },
    {
      key: 'allowance',
      name: say(words.allowance),
      isDone: isAllowed,
      says:
        allowance.data === undefined || !isAllowed
          ? say(words.allowanceNone)
          : say(words.allowanceSome, { quantity: groupedShares(allowance.data.quantity) }),
      action: 'settings.change',
      button: (isNext) => (
        <Link to="/settings" hash="allowance" className={isNext ? 'button primary' : 'button'}>
          {say(words.toRules)}
        </Link>
      ),
    },
    {
      key: 'shares',
      name: say(words.shares),
      isDone: !total.isZero,
      says: total.isZero
        ? say(waits > 0 ? words.sharesWait : words.sharesNone)
        : say(words.sharesSome, {
            holders: grouped(`${holders.rows.length}`),
            shares: groupedShares(total.toString()),
          }),
      action: 'exchange.import',
      button: (isNext) => (
        <Link
          to="/import"
          search={{ kind: 'opening-shares' }}
          className={isNext ? 'button primary' : 'button'}
        >
          {say(words.bringInShares)}
        </Link>
      ),
    },
    {
      key: 'balances',
      name: say(words.balances),
      isDone: (entries.data?.entries.length ?? 0) > 0,
      says: say(
        (entries.data?.entries.length ?? 0) > 0
          ? words.balancesSome
          : isPrepared
            ? words.balancesWait
            : words.balancesNone,
        { who: say(rolesThatMay('books.review')) },
      ),
      action: 'books.enter',
      button: (isNext) =>
        isPrepared ? (
          <Link to="/books/review" className="button">
            {say(words.toPrepared)}
          </Link>
        ) : (
          <Link to="/books/new" search={{ opening: true }} className={isNext ? 'button primary' : 'button'}>
            {say(words.enter)}
          </Link>
        ),
    },
    {
      key: 'account',
      name: say(words.account),
      isDone: payouts.data !== undefined,
      isFree: true,
      says:
        payouts.data === undefined
          ? say(words.accountNone)
          : say(words.accountSome, { name: payouts.data.payerName, bank: payouts.data.payerBank }),
      action: 'settings.change',
      button: () => (
        <Link to="/settings" hash="payouts" className="button">
          {say(words.toRules)}
        </Link>
      ),
    },
  ];
  const at = steps.findIndex(({ isDone, isFree }) => !isDone && isFree !== true);
  return (
    <Page
      title={say(words.title)}
      action={
        at === -1 && (
          <Link to="/" className="button primary">
            {say(words.toDesk)}
          </Link>
        )
      }
    >
      <ol className="opening">
        {steps.map(({ key, name, isDone, isFree, says, action, button }, index) => (
          <li key={key}>
            <State tone={isDone ? 'done' : index === at ? 'next' : 'waiting'}>
              {say(
                isDone ? words.done : index === at ? words.next : isFree === true ? words.free : words.later,
              )}
            </State>
            <div>
              <h2>{name}</h2>
              <p>{says}</p>
            </div>
            {isDone && key !== 'classes' ? null : may(action) ? (
              button(index === at)
            ) : (
              <span className="quiet">{say(words.by, { who: say(rolesThatMay(action)) })}</span>
            )}
          </li>
        ))}
        <li>
          <State tone={at === -1 ? 'next' : 'waiting'}>{say(at === -1 ? words.next : words.later)}</State>
          <div>
            <h2>{say(words.begin)}</h2>
            <p>{say(words.beginMore)}</p>
          </div>
          <span />
        </li>
      </ol>
      {isAdding && <AddClass position={classes.data.classes.length} onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** Codes nobody has to invent: the initials of what the class is. */
const codes: Readonly<Record<(typeof classKinds)[number], string>> = {
  basic: 'JB',
  seniority: 'NX',
  subscribed: 'RG',
  matched: 'PG',
  collective: 'JT',
  contribution: 'GX',
  other: '',
};

const inEnglish = (kind: (typeof classKinds)[number]) => {
  const { en } = classKindWords[kind];
  return `${en.charAt(0).toUpperCase()}${en.slice(1)} shares`;
};

function proposed(kind: (typeof classKinds)[number]): { name: string; nameEn: string; code: string } {
  if (kind === 'other') return { name: '', nameEn: '', code: '' };
  return { name: classKindWords[kind].zh, nameEn: inEnglish(kind), code: codes[kind] };
}

function AddClass(props: { readonly position: number; readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const { position, onClose } = props;
  const define = useChange('defineClass');
  const [kind, setKind] = useState<(typeof classKinds)[number]>(position === 0 ? 'basic' : 'matched');
  const [draft, setDraft] = useState({ ...proposed(kind), places: '2' });
  // What was proposed goes with the kind; what somebody wrote stays.
  const choose = (next: typeof kind) => {
    const [before, after] = [proposed(kind), proposed(next)];
    const at = (key: keyof typeof before) => (draft[key] === before[key] ? after[key] : draft[key]);
    setDraft({ ...draft, name: at('name'), nameEn: at('nameEn'), code: at('code') });
    setKind(next);
  };
  const { name, nameEn, code, places } = draft;
  const text = (at: keyof typeof draft, help?: string) => (
    <Field label={say(words[at])} help={help}>
      {(place) => (
        <Input
          {...place}
          value={draft[at]}
          onChange={({ target }) => setDraft({ ...draft, [at]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <Sheet
      title={say(words.addClass)}
      act={say(words.addClass)}
      onClose={onClose}
      isReady={name.trim() !== '' && code.trim() !== '' && /^[0-4]$/.test(places)}
      isRunning={define.isRunning}
      failure={define.failure}
      onAct={() =>
        void define
          .run({
            code: code.trim(),
            name: name.trim(),
            nameEn: nameEn.trim() === '' ? null : nameEn.trim(),
            kind,
            places: Number(places),
            position,
          })
          .then((done) => done && onClose())
      }
    >
      <Field label={say(words.kind)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={kind}
            options={classKinds.map((value) => ({ value, label: say(classKindWords[value]) }))}
            onChange={choose}
          />
        )}
      </Field>
      {text('name')}
      {text('nameEn', say(words.nameEnHelp))}
      {text('code', say(words.codeHelp))}
      <Field label={say(words.places)}>
        {(place) => (
          <Select
            {...place}
            style={{ width: '100%' }}
            value={places}
            options={['0', '1', '2', '3', '4'].map((value) => ({ value, label: value }))}
            onChange={(value: string) => setDraft({ ...draft, places: value })}
          />
        )}
      </Field>
    </Sheet>
  );
}
