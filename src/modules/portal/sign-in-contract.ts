/** The wire of coming to the portal: which cooperative, by which number, with a code from paper or a PIN of one's own. */
import * as z from 'zod';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { asTyped } from '../../contract/text-kinds.ts';
import { idText } from '../../contract/wire.ts';
import { factorCode, movedReply, newPasswordReply, whoAmI } from '../access/contract.ts';

const contact = {
  telephone: z.string().nullable().meta({ description: 'Of the office', zh: '办公室电话' }),
  place: z.string().nullable(),
  hours: z.string().nullable(),
};

const ownNumber = () =>
  named(z.string().trim().min(1).max(60), {
    zh: '成员编号、股权证号或用户名',
    en: 'the number of the register or of a certificate, or the user name',
  });
const ownPin = () => named(asTyped(z.string().min(1).max(200)), { zh: '密码', en: 'the PIN or password' });

export const findPlace = endpoint({
  name: 'findPlace',
  method: 'get',
  path: '/portal/place',
  action: 'anybody',
  summary: {
    zh: '门户：哪个合作社，办公室电话',
    en: 'The portal: which cooperative, and the telephone of its office',
  },
  description: {
    zh: '按第一张开通码纸上二维码里的号码、统一社会信用代码或全称找；只有一个合作社时可以不填。',
    en: 'By the id in the QR code of a first slip, the credit code or the whole name; where there is one cooperative alone, by nothing.',
  },
  input: z.strictObject({
    cooperative: named(z.string().trim().min(1).max(200), {
      zh: '合作社',
      en: 'the cooperative',
    }).optional(),
  }),
  reply: z.strictObject({
    id: idText(),
    name: z.string(),
    moved: movedReply,
    newPassword: newPasswordReply.meta({
      description: 'Of whoever comes for the first time',
      zh: '第一次来的人自己定的密码',
    }),
    ...contact,
  }),
  errors: ['portal.place-unknown'],
});

export const activatePortal = endpoint({
  name: 'activatePortal',
  method: 'post',
  path: '/portal/activate',
  action: 'anybody',
  act: { zh: '开通门户', en: 'open a portal of one’s own' },
  summary: {
    zh: '门户：用开通码设定自己的密码并登录',
    en: 'The portal: choose a PIN by a code, and sign in',
  },
  description: {
    zh: '编号不存在、开通码不对、已用过或已过期，答复都一样。次数与登录一样受限。',
    en: 'A number that nobody bears, a wrong code, one that was used or has run out: the answer is the same. Tries are counted as at the sign-in.',
  },
  input: z.strictObject({
    cooperativeId: idText(),
    number: ownNumber(),
    code: named(z.string().trim().min(1).max(40).meta({ example: '402187 553190' }), {
      zh: '开通码',
      en: 'the code',
    }),
    password: ownPin(),
  }),
  reply: whoAmI,
  errors: [
    'access.portal-code-wrong',
    'access.sign-in-locked',
    'access.password-weak',
    'access.password-kinds',
    'access.password-common',
    'access.pin-short',
    'access.pin-guessed',
  ],
  example: {
    cooperativeId: '0197e3a0-5c00-7000-8000-000000000001',
    number: '3-12',
    code: '402187 553190',
    password: '407915',
  },
});

export const signInToPortal = endpoint({
  name: 'signInToPortal',
  method: 'post',
  path: '/portal/session',
  action: 'anybody',
  act: { zh: '登录门户', en: 'sign in to the portal' },
  summary: { zh: '门户：用编号和密码登录', en: 'The portal: sign in by number and PIN' },
  description: {
    zh: '在本社任职的人用自己的编号和原来的密码；有验证器的加上验证码，有通行密钥的改用通行密钥登录。',
    en: 'Whoever works for the office signs in by their number and their own password, with the code of their authenticator; whoever has a passkey, by that.',
  },
  input: z.strictObject({
    cooperativeId: idText(),
    number: ownNumber(),
    password: ownPin(),
    code: factorCode().optional(),
  }),
  reply: whoAmI.extend({ failedBefore: z.int() }),
  errors: [
    'access.sign-in-failed',
    'access.sign-in-locked',
    'access.code-needed',
    'access.code-wrong',
    'access.passkey-needed',
  ],
  example: { cooperativeId: '0197e3a0-5c00-7000-8000-000000000001', number: '3-12', password: '407915' },
});

export const readOfficeContact = endpoint({
  name: 'readOfficeContact',
  method: 'get',
  path: '/office-contact',
  action: 'cooperative.read',
  summary: { zh: '门户上写的办公室电话', en: 'The telephone of the office, as the portal says it' },
  input: nothing,
  reply: z.strictObject({
    ...contact,
    portal: z.string().meta({
      description: 'Where the portal is for the members of this cooperative',
      zh: '本社门户的网址',
    }),
  }),
});

export const setOfficeContact = endpoint({
  name: 'setOfficeContact',
  method: 'put',
  path: '/office-contact',
  action: 'settings.change',
  summary: {
    zh: '设置门户每一页上的办公室电话',
    en: 'Set the telephone of the office, which stands on each page of the portal',
  },
  input: z.strictObject({
    telephone: named(
      z
        .string()
        .trim()
        .regex(/^[0-9+ -]{5,30}$/)
        .meta({ description: 'Digits, + and -', zh: '数字、+ 和 -', example: '0990-555 0123' }),
      { zh: '办公室电话', en: 'the telephone of the office' },
    ),
    place: z.string().trim().min(1).max(200).nullable().default(null),
    hours: named(z.string().trim().min(1).max(200).nullable().default(null), {
      zh: '办公时间',
      en: 'the office hours',
    }),
  }),
  reply: z.strictObject(contact),
  example: { telephone: '0990-555 0123', place: '泉东路 8 号', hours: '周一至周五 8:30–17:00' },
});
