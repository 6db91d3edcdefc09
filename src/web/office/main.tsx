/** The office: language, session, then the screens. */
import '@fontsource-variable/noto-sans-sc';
import 'virtual:controls.css';
import '../shared/look.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import english from 'antd/locale/en_US';
import chinese from 'antd/locale/zh_CN';
import { StrictMode, type ReactElement, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from '../shared/asking.ts';
import { controlTheme } from '../shared/control-theme.ts';
import { useLanguage } from '../shared/language.ts';
import { Gate } from './gate.tsx';

/** Styles that controls still make while they run carry the nonce of the page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
const csp = nonce === undefined ? {} : { nonce };

function Controls({ children }: { readonly children: ReactNode }): ReactElement {
  const locale = { zh: chinese, en: english }[useLanguage()];
  return (
    <ConfigProvider
      theme={controlTheme}
      locale={locale}
      csp={csp}
      wave={{ disabled: true }}
      // A list that opens within a sheet opens in it: the page behind is out of reach.
      getPopupContainer={(trigger) => trigger?.closest('dialog') ?? document.body}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}

const place = document.getElementById('office');
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries()}>
        <Controls>
          <Gate />
        </Controls>
      </QueryClientProvider>
    </StrictMode>,
  );
