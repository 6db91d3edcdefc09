/** Meetings: drafted, convened, read, and the calendar of the half-year around them. */
import * as z from 'zod';
import { bodies } from '../../domain/assembly-rules.ts';
import { Period } from '../../domain/calendar.ts';
import { execute, readAs } from '../../platform/command.ts';
import {
  commandQuery,
  cooperativeParams,
  languageQuery,
  pageLimit,
  pageQuery,
} from '../../contract/query.ts';
import { commandContext, readContext, type RoutePlugin } from '../../platform/http.ts';
import { idText, periodText } from '../../contract/wire.ts';
import { cancelMeeting, changeMeeting, convene, draftMeeting, withdrawNotice } from './agenda-commands.ts';
import {
  calendarReply,
  changeMeetingBody,
  conveneBody,
  draftMeetingInput,
  meetingDetail,
  meetingPage,
  meetingReply,
  reasonBody,
} from './contract.ts';
import { calendarOf, meetingDetailOf, meetingOnWire } from './queries.ts';
import { meetingsAfter, requireMeeting } from './store.ts';

const tags = ['meetings'];
const base = '/cooperatives/:cooperativeId/meetings';
export const meetingParams = z.strictObject({ cooperativeId: idText(), meetingId: idText() });

export const meetingRoutes: RoutePlugin = async (app) => {
  const { services } = app;

  app.post(
    base,
    {
      schema: {
        tags,
        summary: 'Draft a meeting with its agenda',
        params: cooperativeParams,
        querystring: commandQuery,
        body: draftMeetingInput,
        response: { 201: meetingReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, draftMeeting, commandContext(request), request.body)),
  );

  app.get(
    base,
    {
      schema: {
        tags,
        summary: 'Meetings in the order of drafting',
        params: cooperativeParams,
        querystring: pageQuery.extend({ after: idText().optional() }),
        response: { 200: meetingPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assemblies.read', async (tx) => {
        const limit = pageLimit(request.query);
        const rows = await meetingsAfter(tx, request.params.cooperativeId, limit, request.query.after);
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return { meetings: rows.map(meetingOnWire), next: last?.id ?? null };
      }),
  );

  app.get(
    `${base}/:meetingId`,
    {
      schema: {
        tags,
        summary: 'One meeting: notice, motions, votes, results',
        params: meetingParams,
        querystring: languageQuery,
        response: { 200: meetingDetail },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assemblies.read', async (tx) => {
        const { cooperativeId, meetingId } = request.params;
        return meetingDetailOf(tx, await requireMeeting(tx, cooperativeId, meetingId));
      }),
  );

  app.patch(
    `${base}/:meetingId`,
    {
      schema: {
        tags,
        summary: 'Change a meeting; after the notice neither day, hour, place nor motions',
        params: meetingParams,
        querystring: commandQuery,
        body: changeMeetingBody,
        response: { 200: meetingReply },
      },
    },
    async (request) => {
      const { meetingId } = request.params;
      return execute(services, changeMeeting, commandContext(request), { ...request.body, meetingId });
    },
  );

  app.post(
    `${base}/:meetingId/notice`,
    {
      schema: {
        tags,
        summary: 'Convene: record the notice, which fixes the motions word for word',
        params: meetingParams,
        querystring: commandQuery,
        body: conveneBody,
        response: { 200: meetingReply },
      },
    },
    async (request) => {
      const { meetingId } = request.params;
      return execute(services, convene, commandContext(request), { ...request.body, meetingId });
    },
  );

  for (const [path, summary, command] of [
    ['notice-withdrawal', 'Take the notice back: the meeting is a draft again', withdrawNotice],
    ['cancellation', 'Cancel a meeting that is not closed', cancelMeeting],
  ] as const)
    app.post(
      `${base}/:meetingId/${path}`,
      {
        schema: {
          tags,
          summary,
          params: meetingParams,
          querystring: commandQuery,
          body: reasonBody,
          response: { 200: meetingReply },
        },
      },
      async (request) => {
        const { meetingId } = request.params;
        return execute(services, command, commandContext(request), { ...request.body, meetingId });
      },
    );

  app.get(
    '/cooperatives/:cooperativeId/assembly-calendar',
    {
      schema: {
        tags,
        summary: 'The half-year’s calendar: notice, papers, meeting, public notice, posting, tax filing',
        params: cooperativeParams,
        querystring: languageQuery.extend({
          period: periodText(),
          body: z.enum(bodies).default('representative-assembly'),
        }),
        response: { 200: calendarReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assemblies.read', (tx) => {
        const { period, body } = request.query;
        return calendarOf(tx, request.params.cooperativeId, body, Period.parse(period));
      }),
  );
};
