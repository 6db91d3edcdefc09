/** The places of the share register, beside each other. */
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useSay } from '../../shared/language.ts';
import './shares.css';

const words = { label: { zh: '股份', en: 'Shares' } } as const;
const tabs: readonly { readonly to: Exclude<LinkProps['to'], undefined>; readonly name: Sentence }[] = [
  { to: '/shares', name: { zh: '登记簿', en: 'Register' } },
  { to: '/shares/movements', name: { zh: '变动', en: 'Movements' } },
  { to: '/shares/schedule', name: { zh: '变动表', en: 'Schedule' } },
  { to: '/shares/requests', name: { zh: '变动申请', en: 'Requests' } },
  { to: '/shares/certificates', name: { zh: '股权证', en: 'Certificates' } },
  { to: '/shares/restrictions', name: { zh: '冻结、质押', en: 'Restrictions' } },
  { to: '/shares/split', name: { zh: '拆股、并股', en: 'Splits' } },
];

export function Tabs(): ReactElement {
  const say = useSay();
  return (
    <nav className="share-tabs" aria-label={say(words.label)}>
      {tabs.map(({ to, name }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }}>
          {say(name)}
        </Link>
      ))}
    </nav>
  );
}
