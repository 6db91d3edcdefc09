/**
 * The controls in the look of the papers: their ink, their rules, one accent. Each colour of text on its ground passes
 * contrast 4.5; the pale grounds are set by hand, since what the library derives from a dark accent is too dark.
 */
import type { ThemeConfig } from 'antd';

const ink = '#1d1d1f';
const muted = '#66625b';
const rule = '#4a4640';
const line = '#8f897e';
const hairline = '#cfc9bd';
const band = '#f6f3ec';
const head = '#efeae0';
const cinnabar = '#a32a22';
const cinnabarDark = '#8a211a';
const cinnabarPale = '#f7eae7';

export const controlTheme: ThemeConfig = {
  zeroRuntime: true,
  hashed: false,
  cssVar: { prefix: 'ant', key: 'hegu' },
  token: {
    colorPrimary: cinnabar,
    colorPrimaryHover: cinnabarDark,
    colorPrimaryActive: '#73190f',
    colorPrimaryBg: cinnabarPale,
    colorPrimaryBgHover: '#f0dcd7',
    colorPrimaryBorder: '#d9aaa4',
    colorPrimaryText: cinnabar,
    colorInfo: '#2f4a63',
    colorInfoBg: '#e8edf2',
    colorSuccess: '#3f6a4d',
    colorSuccessBg: '#e9f0ea',
    colorWarning: '#8a5a12',
    colorWarningBg: '#fbf1e2',
    colorError: cinnabar,
    colorErrorBg: cinnabarPale,
    colorLink: '#2f4a63',
    colorLinkHover: cinnabar,
    colorText: ink,
    colorTextSecondary: muted,
    colorTextTertiary: muted,
    colorTextDescription: muted,
    colorTextPlaceholder: '#6f6a62',
    colorTextDisabled: '#767169',
    colorTextHeading: ink,
    colorIcon: rule,
    colorBorder: line,
    colorBorderSecondary: hairline,
    colorSplit: hairline,
    colorFillSecondary: head,
    colorFillTertiary: band,
    colorFillQuaternary: band,
    colorBgContainerDisabled: band,
    colorBgTextHover: band,
    controlItemBgHover: band,
    controlItemBgActive: cinnabarPale,
    controlItemBgActiveHover: '#f0dcd7',
    controlOutline: 'rgba(47, 74, 99, 0.25)',
    borderRadius: 3,
    borderRadiusLG: 4,
    borderRadiusSM: 2,
    controlHeight: 32,
    fontSize: 14,
    fontFamily: 'inherit',
    boxShadow: '0 6px 24px rgba(29, 29, 31, 0.14)',
    boxShadowSecondary: '0 6px 24px rgba(29, 29, 31, 0.14)',
    // Lists open and close at once. They would wait for the end of an animation, which never comes where the reader asked for
    // less motion: such a list stayed unseen when opened, and stood in the way when closed.
    motion: false,
  },
  components: {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      fontWeight: 500,
      defaultHoverBorderColor: rule,
      defaultHoverColor: ink,
      defaultHoverBg: band,
      defaultActiveBorderColor: rule,
      defaultActiveColor: ink,
    },
    Input: { activeBorderColor: '#2f4a63', hoverBorderColor: rule },
    Select: { activeBorderColor: '#2f4a63', hoverBorderColor: rule, optionSelectedBg: cinnabarPale },
    DatePicker: { activeBorderColor: '#2f4a63', hoverBorderColor: rule },
  },
};
