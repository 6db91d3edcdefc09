/**
 * Builds the application: every module listed by hand, one error shape, one description of the API.
 * Builds only; `server.ts` listens, tests inject.
 */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { type FastifyRequest, type FastifyServerOptions } from 'fastify';
import { Readable } from 'node:stream';
import type { Language } from './domain/language.ts';
import { refuse, Refusal } from './domain/refusal.ts';
import { countedAddress } from './domain/sign-in-guard.ts';
import { endpointGroups } from './endpoints.ts';
import {
  accessRoutes,
  isStillSignedIn,
  sampleRoutes,
  sessionStore,
  tokenShown,
  type Sample,
} from './modules/access/index.ts';
import { accountingRoutes, ownEntriesSetting } from './modules/accounting/index.ts';
import { allotmentRoutes, postingReversed, takersSetting } from './modules/allotments/index.ts';
import {
  assemblyDaysSetting,
  assemblyRoutes,
  lawRoutes,
  ownRulesSetting,
  restDaySetting,
  seatRoutes,
} from './modules/assemblies/index.ts';
import { assetRoutes } from './modules/assets/index.ts';
import { auditRoutes } from './modules/audit/index.ts';
import { calculationRoutes } from './modules/calculations/index.ts';
import { checklistRoutes } from './modules/checklist/index.ts';
import { waitingRoutes } from './modules/waiting/index.ts';
import { legalityRoutes, requireLawfulRun, requireLawfulScheme } from './modules/legality/index.ts';
import {
  dividendRoutes,
  keptOutAccountsSetting,
  noticeRoutes,
  planRoutes,
} from './modules/dividends/index.ts';
import { exchangeRoutes } from './modules/exchange/index.ts';
import { messageRoutes, tellMembers } from './modules/messages/index.ts';
import { meetingRoutes, refuseCalled, voteRoutes } from './modules/meetings/index.ts';
import { memberRoutes } from './modules/members/index.ts';
import { powerRoutes } from './modules/powers/index.ts';
import { bankTemplateSetting, minimumSetting, payerSetting, payoutRoutes } from './modules/banking/index.ts';
import { paperRoutes, papersOfYear } from './modules/papers/index.ts';
import { pensionRoutes, pensionRuleEndSetting, pensionRuleSetting } from './modules/pensions/index.ts';
import { confirmable, settingRoutes } from './modules/settings/index.ts';
import { allowanceSetting, limitSetting, shareRoutes } from './modules/shares/index.ts';
import { checkRoutes, portalRoutes } from './modules/portal/index.ts';
import { taxRoutes } from './modules/taxes/index.ts';
import { verificationRoutes } from './modules/verification/index.ts';
import { isHttps, requireOneHost, requireOwnOrigin, sessionCookieName } from './platform/https.ts';
import { openApiDocument, type ApiDocument } from './platform/openapi.ts';
import {
  handOver,
  languageOf,
  partiesOf,
  sendProblem,
  sendRefusal,
  signedInUser,
  type App,
} from './platform/http.ts';
import { putUpMetrics } from './platform/metrics.ts';
import { isOpenPage, openPage, sendOpenPage, type OpenPage } from './platform/open-page.ts';
import { limitSockets, oneAnswerAtATime, socketOptions } from './platform/sockets.ts';
import { countingMany, limitEach, refuseTooMany } from './platform/request-limits.ts';
import { createHeavyQuestions } from './platform/heavy-questions.ts';
import { createSpool } from './platform/spool.ts';
import { createBodyRoom } from './platform/body-room.ts';
import { readJsonInTurn } from './platform/json-body.ts';
import type { Services } from './platform/services.ts';
import { webPages } from './web-pages.ts';

const LARGEST_BODY = 2 * 1024 * 1024;
const LARGEST_FILE = 64 * 1024 * 1024;
/** Three hundred routes are put up in one piece; a small computer that does something else meanwhile takes its time. */
const SLOWEST_START_MILLISECONDS = 120_000;
/** Calculations that anybody may ask for, of one address. */
const OPEN_PER_MINUTE = 30;
const LARGE_ANSWER = 1024 * 1024;
const SPOOLED_FILES = 200;
const SPOOLED_BYTES = 4 * 1024 ** 3;
/** Of the spool: somebody who fetches every table at once; an office behind one address. */
const SPOOLED_OF_ONE = {
  person: { files: 20, bytes: SPOOLED_BYTES / 4 },
  address: { files: SPOOLED_FILES / 2, bytes: SPOOLED_BYTES / 2 },
};

/** Files that come in: a line in a village takes its time, and an accountant sends one after the other. */
const INCOMING_FILES = 400;
const INCOMING_OF_ONE = {
  person: { files: 4, bytes: 4 * LARGEST_FILE },
  address: { files: INCOMING_FILES / 2, bytes: SPOOLED_BYTES / 2 },
};

/** Every setting that one person proposes to loosen and another confirms. */
const loosenable = [
  confirmable(allowanceSetting),
  confirmable(limitSetting),
  confirmable(ownEntriesSetting),
  confirmable(assemblyDaysSetting),
  confirmable(ownRulesSetting),
  confirmable(restDaySetting),
  confirmable(takersSetting),
  confirmable(keptOutAccountsSetting),
  confirmable(minimumSetting),
  confirmable(payerSetting),
  confirmable(bankTemplateSetting),
  confirmable(pensionRuleSetting),
  confirmable(pensionRuleEndSetting),
];

export interface AppOptions {
  readonly logger?: FastifyServerOptions['logger'];
  /** Requests a minute and address before 429; sign-in has its own, lower limit. */
  readonly requestsPerMinute?: number;
  /** Of the calculations that are open to everybody. */
  readonly openPerMinute?: number;
  /** What a press on “sample” opens; nothing unless given. */
  readonly sample?: Sample;
  /** When the newest copy was made, where the service makes them. */
  readonly newestCopy?: () => Promise<Date | null>;
  /** Told of every route as it is put up. */
  readonly onRoute?: (method: string, path: string) => void;
}

/** Says when it ceases to be ready, why, and when it is ready again; and nothing each time it is asked meanwhile. */
function readinessToLog(app: App, gate: () => object): (answers: boolean) => void {
  let since: number | null = null;
  return (answers) => {
    if (answers === (since === null)) return;
    if (since === null) {
      since = Date.now();
      const cause = 'PostgreSQL did not answer in time on the connection that is kept for this question';
      app.log.error({ cause, ...gate() }, 'not ready');
      return;
    }
    app.log.warn({ seconds: Math.round((Date.now() - since) / 1000) }, 'ready again: PostgreSQL answers');
    since = null;
  };
}

/** Of the API. Made once a process, when first asked for: its endpoints are values that do not change. */
const descriptions = new Map<Language, ApiDocument>();
function description(language: Language): ApiDocument {
  const made = descriptions.get(language) ?? openApiDocument(endpointGroups, language);
  descriptions.set(language, made);
  return made;
}

export async function buildApp(services: Services, options: AppOptions = {}): Promise<App> {
  const app: App = fastify({
    ...(options.logger !== undefined && { logger: options.logger }),
    bodyLimit: LARGEST_BODY,
    pluginTimeout: SLOWEST_START_MILLISECONDS,
    trustProxy: services.config.HEGU_TRUSTED_PROXIES.length > 0 && [...services.config.HEGU_TRUSTED_PROXIES],
    ...socketOptions(services.config),
    // Also what the framework refuses before there is a route: an address that cannot be decoded, or is too long.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  });
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) options.onRoute?.(each, url);
  });
  limitSockets(app.server, services.config.HEGU_SOCKETS);
  app.setErrorHandler(sendProblem);
  const spool = createSpool({ files: SPOOLED_FILES, bytes: SPOOLED_BYTES, ofOne: SPOOLED_OF_ONE });
  app.decorate('spool', spool);
  app.decorate(
    'incoming',
    createSpool({ files: INCOMING_FILES, bytes: SPOOLED_BYTES, ofOne: INCOMING_OF_ONE }),
  );
  app.decorate('heavy', createHeavyQuestions(services.config.HEGU_WAIT_SECONDS));
  app.addHook('onRequest', oneAnswerAtATime());
  app.addHook('onRequest', async (request) => requireOneHost(request));
  // Answered before all was read: what still trickles in belongs to nothing.
  app.addHook('onSend', async (request, reply) => {
    if (!request.raw.complete) void reply.header('connection', 'close');
  });
  // A large answer leaves memory before its reader takes it.
  app.addHook('onSend', async (request, reply, payload) => {
    if (!(typeof payload === 'string' || Buffer.isBuffer(payload))) return payload;
    if (payload.length < LARGE_ANSWER || isOpenPage(payload)) return payload;
    return handOver(
      reply,
      await spool.take(Readable.from([Buffer.from(payload as string)]), partiesOf(request)),
    );
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(refuse('route.unknown', { path: request.url.split('?')[0] ?? '' }), request, reply),
  );
  app.decorate('services', services);
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (request: FastifyRequest, body: string | Buffer) =>
      readJsonInTurn(String(body), countedAddress(request.ip)),
  );

  const { config } = services;
  const https = isHttps(config);
  // Whatever changes something comes from a page of our own, whoever's cookie comes with it.
  app.addHook('onRequest', async (request) => requireOwnOrigin(request, config.HEGU_PUBLIC_URL));
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // The page of the API draws itself with styles of its own making; no other page does.
        styleSrc: ["'self'", ({ url }) => (url?.startsWith('/api/docs') ? "'unsafe-inline'" : "'self'")],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https && { maxAge: 31_536_000, includeSubDomains: false },
  });
  // Before the database is asked who it is: whoever asks too often costs nobody a look at sessions and tokens.
  await app.register(rateLimit, { global: false });
  const ofAddress = app.createRateLimit({
    ...countingMany,
    max: options.requestsPerMinute ?? 6000,
    timeWindow: '1 minute',
  });
  app.addHook('onRequest', async (request, reply) => refuseTooMany(await ofAddress(request), reply));
  const tellReadiness = readinessToLog(app, () => services.database.gate());
  // Past everybody who waits, and before the database is asked who somebody is: whether the process lives, and whether it can serve.
  const health: Readonly<Record<string, () => Promise<unknown>>> = {
    '/health/live': async () => ({ status: 'ok' }),
    '/health/ready': ready,
    '/health': ready,
  };
  async function ready(): Promise<unknown> {
    const answers = await services.database.answers();
    tellReadiness(answers);
    if (!answers) return refuse('service.unavailable');
    const clock = services.clockGuard?.hasJumped(new Date()) === true ? 'jumped' : 'ok';
    // How much is under way is told by the metrics alone: whoever would fill the rooms need not be told how full they are.
    return { status: 'ok', clock };
  }
  app.addHook('onRequest', async (request, reply) => {
    const answer = health[request.routeOptions.url ?? ''];
    if (answer === undefined) return undefined;
    const answered = await answer();
    return answered instanceof Refusal
      ? sendRefusal(answered, languageOf(request), reply)
      : reply.send(answered);
  });
  for (const [path, answer] of Object.entries(health)) app.get(path, answer);
  putUpMetrics(app, {
    token: config.HEGU_METRICS_TOKEN,
    gate: () => services.database.gate(),
    spool: () => spool.state(),
    databaseAnswers: () => services.database.answers(),
    clockJumped: () => services.clockGuard?.hasJumped(new Date()) === true,
    newestCopy: options.newestCopy ?? null,
  });
  await app.register(cookie);
  await app.register(session, {
    secret: services.vault.blindIndex('house', 'session-secret', 'hegu'),
    cookieName: sessionCookieName(config),
    store: sessionStore(services),
    saveUninitialized: false,
    rolling: false,
    cookie: {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      secure: https,
      maxAge: config.HEGU_SESSION_HOURS * 3_600_000,
    },
  });
  app.decorateRequest('apiToken', null);
  app.addHook('onRequest', async (request) => {
    const found = await tokenShown(services.database, request);
    if (found === null) throw refuse('access.sign-in-required');
    if (found !== undefined) request.apiToken = found;
  });
  const takeRoom = createBodyRoom();
  app.addHook('preParsing', async (request, reply) => takeRoom(request, reply));
  await app.register(multipart, { limits: { fileSize: LARGEST_FILE, files: 1, fields: 10 } });
  await app.register(swagger, {
    mode: 'static',
    specification: { document: description('zh') },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    // The document as the page's own plugin would write it, anew for each who asks: it stands at one address, made once.
    uiHooks: {
      onRequest: (request, reply, done) => {
        if (!/\/(json|yaml)$/.test(request.routeOptions.url ?? '')) return done();
        return void reply.redirect('/api/openapi.json');
      },
    },
    uiConfig: {
      docExpansion: 'none',
      deepLinking: true,
      urls: [
        { url: '/api/openapi.json?lang=zh', name: '中文' },
        { url: '/api/openapi.json?lang=en', name: 'English' },
      ],
    },
    theme: {
      title: 'Hegu 合股 API',
      css: [
        {
          filename: 'plain.css',
          content:
            '.swagger-ui .topbar { background: none } .swagger-ui .topbar .link { display: none } ' +
            '.swagger-ui .topbar .download-url-wrapper .select-label { color: inherit }',
        },
      ],
    },
  });

  await webPages(app);
  const written = new Map<Language, OpenPage>();
  app.get('/api/openapi.json', async (request, reply) => {
    const language = languageOf(request);
    const page =
      written.get(language) ??
      openPage('application/json; charset=utf-8', JSON.stringify(description(language)));
    written.set(language, page);
    return sendOpenPage(request, reply, page);
  });
  await checkRoutes(app);
  await app.register(
    async (api: App) => {
      // Before a body is even read: whoever is not signed in learns nothing of a cooperative and uploads nothing.
      api.addHook('onRequest', async (request, reply) => {
        // What is personal stays in no cache on the way, and in none of a browser that others use after.
        void reply.header('cache-control', 'no-store');
        if ('cooperativeId' in (request.params as object)) signedInUser(request);
      });
      // Whoever is known by what came first, and sends the rest slowly, is asked again: a sign-in may have been ended since.
      api.addHook('preHandler', async (request, reply) => {
        if (reply.elapsedTime < SLOW_BODY_MILLISECONDS) return;
        if (!(await isStillSignedIn(services.database, request))) throw refuse('access.sign-in-required');
      });
      await limitEach(api, options.requestsPerMinute ?? 6000);
      await accessRoutes(api);
      await sampleRoutes(api, options.sample ?? null);
      await auditRoutes(api);
      await memberRoutes(api, tellMembers);
      await messageRoutes(api);
      await powerRoutes(api);
      await settingRoutes(api, loosenable);
      await shareRoutes(api, postingReversed);
      await accountingRoutes(api);
      await assemblyRoutes(api);
      await seatRoutes(api);
      await lawRoutes(api);
      await allotmentRoutes(api, { refuseCalled, requireLawful: requireLawfulScheme });
      await calculationRoutes(api, options.openPerMinute ?? OPEN_PER_MINUTE);
      await planRoutes(api, refuseCalled);
      await dividendRoutes(api, { refuseCalled, requireLawful: requireLawfulRun });
      await noticeRoutes(api);
      await meetingRoutes(api);
      await voteRoutes(api);
      await payoutRoutes(api);
      await taxRoutes(api);
      await pensionRoutes(api);
      await assetRoutes(api);
      await checklistRoutes(api);
      await waitingRoutes(api);
      await legalityRoutes(api);
      await exchangeRoutes(api, papersOfYear);
      await paperRoutes(api);
      await portalRoutes(api);
      await verificationRoutes(api);
    },
    { prefix: '/api/v1' },
  );
  return app;
}

/** A request that took longer to arrive. */
const SLOW_BODY_MILLISECONDS = 1_000;
