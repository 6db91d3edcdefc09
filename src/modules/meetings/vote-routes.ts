/** What happens at a meeting: attendance, hands, ballots, closing, minutes, recount. */
import * as z from 'zod';
import { refuse } from '../../domain/refusal.ts';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, languageQuery } from '../../contract/query.ts';
import { commandContext, readContext, type RoutePlugin } from '../../platform/http.ts';
import { idText } from '../../contract/wire.ts';
import { attendOnline, openMeeting, recordAttendance } from './attendance-commands.ts';
import { closeMeeting, recordMinutes } from './closing-commands.ts';
import {
  attendanceBody,
  attendanceReply,
  ballotReply,
  ballotsBody,
  handsBody,
  meetingReply,
  minutesBody,
  ownBallotBody,
  reasonBody,
  recountReply,
} from './contract.ts';
import { attendanceOnWire, ballotsOnWire, recount } from './queries.ts';
import { meetingParams } from './routes.ts';
import { motionsOf, requireMeeting } from './store.ts';
import { castBallot, countHands, enterBallots, strikeBallot, withdrawHands } from './vote-commands.ts';

const tags = ['meetings'];
const base = '/cooperatives/:cooperativeId/meetings/:meetingId';
const motionParams = meetingParams.extend({
  motion: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .meta({ description: 'Its number on the agenda' }),
});
const present = z.strictObject({ entitled: z.int(), present: z.int() });
const kept = z.strictObject({ ballots: z.int().meta({ description: 'On this motion so far' }) });

export const voteRoutes: RoutePlugin = async (app) => {
  const { services } = app;

  for (const [path, summary, command] of [
    ['opening', 'Open the meeting: the list of those entitled is frozen', openMeeting],
    [
      'closing',
      'Close the meeting: motions counted, resolutions numbered, nothing added after',
      closeMeeting,
    ],
  ] as const)
    app.post(
      `${base}/${path}`,
      {
        schema: {
          tags,
          summary,
          params: meetingParams,
          querystring: commandQuery,
          response: { 200: meetingReply },
        },
      },
      async (request) => {
        const { meetingId } = request.params;
        return execute(services, command, commandContext(request), { meetingId });
      },
    );

  app.get(
    `${base}/attendance`,
    {
      schema: {
        tags,
        summary: 'The frozen list with everybody’s attendance, and who was left out and why',
        params: meetingParams,
        querystring: languageQuery,
        response: { 200: attendanceReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assemblies.read', async (tx) => {
        const { cooperativeId, meetingId } = request.params;
        return attendanceOnWire(tx, await requireMeeting(tx, cooperativeId, meetingId));
      }),
  );

  app.post(
    `${base}/attendance`,
    {
      schema: {
        tags,
        summary: 'Record who is present on site, online or by proxy',
        params: meetingParams,
        querystring: commandQuery,
        body: attendanceBody,
        response: { 200: present },
      },
    },
    async (request) => {
      const { meetingId } = request.params;
      return execute(services, recordAttendance, commandContext(request), { ...request.body, meetingId });
    },
  );

  app.post(
    `${base}/own-attendance`,
    {
      schema: {
        tags,
        summary: 'Join online as the representative who is signed in',
        params: meetingParams,
        querystring: commandQuery,
        response: { 200: present },
      },
    },
    async (request) =>
      execute(services, attendOnline, commandContext(request), { meetingId: request.params.meetingId }),
  );

  app.post(
    `${base}/motions/:motion/hands`,
    {
      schema: {
        tags,
        summary: 'Enter a show of hands; the last count stands',
        params: motionParams,
        querystring: commandQuery,
        body: handsBody,
        response: { 200: handsBody },
      },
    },
    async (request) =>
      execute(services, countHands, commandContext(request), { ...request.body, ...keyOf(request.params) }),
  );

  app.post(
    `${base}/motions/:motion/hands/withdrawal`,
    {
      schema: {
        tags,
        summary: 'Take a show of hands back, to vote by name instead',
        params: motionParams,
        querystring: commandQuery,
        body: reasonBody,
        response: { 200: z.strictObject({ withdrawn: z.string() }) },
      },
    },
    async (request) =>
      execute(services, withdrawHands, commandContext(request), {
        ...request.body,
        ...keyOf(request.params),
      }),
  );

  app.get(
    `${base}/motions/:motion/ballots`,
    {
      schema: {
        tags,
        summary: 'The ballots on a motion, name by name, those struck out among them',
        params: motionParams,
        querystring: languageQuery,
        response: { 200: z.strictObject({ ballots: z.array(ballotReply) }) },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assemblies.read', async (tx) => {
        const { cooperativeId } = request.params;
        const { meetingId, motion } = keyOf(request.params);
        const row = await requireMeeting(tx, cooperativeId, meetingId);
        const found = (await motionsOf(tx, row)).find(({ number }) => number === motion);
        if (!found) throw refuse('meeting.motion-unknown', { number: motion });
        return { ballots: await ballotsOnWire(tx, row, found.id) };
      }),
  );

  app.post(
    `${base}/motions/:motion/ballots`,
    {
      schema: {
        tags,
        summary: 'Enter ballots by name, own and by proxy',
        params: motionParams,
        querystring: commandQuery,
        body: ballotsBody,
        response: { 201: kept },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, ...keyOf(request.params) };
      return reply.code(201).send(await execute(services, enterBallots, commandContext(request), input));
    },
  );

  app.post(
    `${base}/motions/:motion/own-ballot`,
    {
      schema: {
        tags,
        summary: 'Vote as the representative who is signed in',
        params: motionParams,
        querystring: commandQuery,
        body: ownBallotBody,
        response: { 201: kept },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, ...keyOf(request.params) };
      return reply.code(201).send(await execute(services, castBallot, commandContext(request), input));
    },
  );

  app.post(
    `${base}/ballots/:ballotId/strike`,
    {
      schema: {
        tags,
        summary: 'Strike out a ballot that the recorder wrote down by mistake',
        params: meetingParams.extend({ ballotId: idText() }),
        querystring: commandQuery,
        body: reasonBody,
        response: { 200: z.strictObject({ id: idText(), struck: z.string() }) },
      },
    },
    async (request) => {
      const { meetingId, ballotId } = request.params;
      const input = { ...request.body, meetingId, ballotId };
      return execute(services, strikeBallot, commandContext(request), input);
    },
  );

  app.put(
    `${base}/minutes`,
    {
      schema: {
        tags,
        summary: 'Write the minutes; earlier versions are kept',
        params: meetingParams,
        querystring: commandQuery,
        body: minutesBody,
        response: { 200: minutesBody },
      },
    },
    async (request) => {
      const { meetingId } = request.params;
      return execute(services, recordMinutes, commandContext(request), { ...request.body, meetingId });
    },
  );

  app.get(
    `${base}/recount`,
    {
      schema: {
        tags,
        summary: 'Count the votes again and compare with what was stored at closing',
        params: meetingParams,
        querystring: languageQuery,
        response: { 200: recountReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assemblies.read', async (tx) => {
        const { cooperativeId, meetingId } = request.params;
        const row = await requireMeeting(tx, cooperativeId, meetingId);
        if (row.state !== 'closed') throw refuse('meeting.not-closed');
        const motions = await recount(tx, row);
        return {
          agrees: motions.every(({ agrees }) => agrees),
          motions: motions.map(({ motion, stored, recounted, agrees }) => ({
            number: motion.row.number,
            title: motion.title,
            stored,
            recounted,
            agrees,
          })),
        };
      }),
  );
};

function keyOf(params: { readonly meetingId: string; readonly motion: string }) {
  return { meetingId: params.meetingId, motion: Number(params.motion) };
}
