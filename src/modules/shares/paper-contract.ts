/** The wire of what rests on holdings: restrictions, and the certificates that attest them. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { idReply, pageInput, reasonText } from '../../contract/query.ts';
import { dateText, idText, quantityText } from '../../contract/wire.ts';
import { accountKinds, certificateStates } from '../../domain/share-register.ts';
import { restrictionKinds } from '../../domain/share-restriction.ts';
import { className, holderName, requestReply } from './contract.ts';

const reason = reasonText();

const restrictionReply = z.strictObject({
  id: idText(),
  kind: z.enum(restrictionKinds),
  accountId: idText(),
  classId: idText().nullable(),
  quantity: z.string().nullable(),
  effectiveOn: z.string(),
  liftedOn: z.string().nullable(),
  reason: z.string(),
});

const certificateReply = z.strictObject({
  id: idText(),
  number: z.string(),
  accountId: idText(),
  holderKind: z.enum(accountKinds),
  holder: z.string(),
  state: z.enum(certificateStates),
  issuedOn: z.string(),
  replaces: idText().nullable(),
  endedOn: z.string().nullable(),
  endReason: z.string().nullable(),
});

const certificatePage = z.strictObject({
  certificates: z.array(certificateReply),
  next: z.string().nullable(),
});

const certificateIssued = z.strictObject({ id: idText(), number: z.string() });

export const listRestrictions = endpoint({
  name: 'listRestrictions',
  method: 'get',
  path: '/restrictions',
  action: 'shares.read',
  summary: { zh: '冻结、质押、争议和未分遗产', en: 'Freezes, pledges, disputes and undivided estates' },
  input: z.strictObject({
    on: dateText().optional().meta({
      description: 'Only those in force on this day; all unless given',
      zh: '只列该日有效的；不填为全部',
    }),
  }),
  reply: z.strictObject({ restrictions: z.array(restrictionReply) }),
});

export const restrict = endpoint({
  name: 'restrict',
  method: 'post',
  path: '/restrictions',
  action: 'shares.restrict',
  summary: { zh: '限制一笔持股', en: 'Restrict a holding' },
  input: z.strictObject({
    kind: z.enum(restrictionKinds),
    holder: holderName,
    shareClass: className.nullish().meta({ description: 'All classes unless given', zh: '不填为全部股种' }),
    quantity: quantityText()
      .nullish()
      .meta({ description: 'The whole holding unless given', zh: '不填为全部股份' }),
    effectiveOn: dateText(),
    reason,
  }),
  reply: idReply,
  status: 201,
  errors: ['shares.restriction-shape', 'shares.holder-not-found', 'shares.class-not-found'],
  example: {
    kind: 'freeze',
    holder: { kind: 'member', number: '3-12' },
    effectiveOn: '2010-07-31',
    reason: '法院协助执行通知书〔2010〕5号',
  },
});

export const liftRestriction = endpoint({
  name: 'liftRestriction',
  method: 'post',
  path: '/restrictions/:restrictionId/lift',
  action: 'shares.restrict',
  summary: {
    zh: '申请自某日起解除限制；由另一人复核后解除，此前仍受限制',
    en: 'Ask for the end of a restriction from a day on: another person confirms it, and until then it binds',
  },
  input: z.strictObject({ restrictionId: idText(), liftedOn: dateText(), reason }),
  reply: requestReply,
  status: 201,
  errors: ['shares.restriction-not-found', 'shares.restriction-lifted', 'shares.lift-before-start'],
  example: { liftedOn: '2010-12-31', reason: '解除冻结通知书' },
});

export const listCertificates = endpoint({
  name: 'listCertificates',
  method: 'get',
  path: '/certificates',
  action: 'shares.read',
  summary: { zh: '股权证，按编号', en: 'Share certificates by number' },
  input: pageInput,
  reply: certificatePage,
});

export const issueCertificate = endpoint({
  name: 'issueCertificate',
  method: 'post',
  path: '/certificates',
  action: 'documents.issue',
  summary: { zh: '颁发股权证', en: 'Issue a certificate' },
  input: z.strictObject({ holder: holderName, issuedOn: dateText() }),
  reply: certificateIssued,
  status: 201,
  errors: [
    'shares.certificate-exists',
    'shares.certificate-to-come',
    'shares.holder-not-found',
    'shares.certificate-empty',
  ],
  example: { holder: { kind: 'member', number: '3-12' }, issuedOn: '2010-08-01' },
});

export const replaceCertificate = endpoint({
  name: 'replaceCertificate',
  method: 'post',
  path: '/certificates/:certificateId/replace',
  action: 'documents.issue',
  summary: { zh: '换发股权证（遗失或变更）', en: 'Replace a lost or changed certificate by a new one' },
  input: z.strictObject({
    certificateId: idText(),
    issuedOn: dateText(),
    reason,
  }),
  reply: certificateIssued,
  status: 201,
  errors: ['shares.certificate-not-found'],
  example: { issuedOn: '2011-08-01', reason: '遗失' },
});

export const voidCertificate = endpoint({
  name: 'voidCertificate',
  method: 'post',
  path: '/certificates/:certificateId/void',
  action: 'documents.issue',
  summary: { zh: '宣告股权证作废', en: 'Declare a certificate void' },
  input: z.strictObject({ certificateId: idText(), endedOn: dateText(), reason }),
  reply: certificateIssued,
  errors: ['shares.certificate-not-found', 'shares.certificate-ended-before', 'shares.certificate-not-valid'],
  example: { endedOn: '2011-08-01', reason: '退股' },
});
