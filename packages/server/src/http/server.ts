// SPDX-License-Identifier: Apache-2.0
// The HTTP server: routes from every resource, and around them what all requests share: ids, headers, limits, problems,
// logs and figures. It decides nothing about value; use-cases do.

import type { Bank } from '@jandon/domain/payout'
import type { CaseDocument, Pack } from '@jandon/domain/policy'
import type { Instant } from '@jandon/domain/time'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { faultFields, type Log } from '../ports/index.ts'
import type { Stats, Usecases } from '../usecases/contract.ts'
import { accountRoutes } from './accounts.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { createAuthentication } from './auth.ts'
import { conversionRoutes } from './conversions.ts'
import { deadlineRoutes } from './deadlines.ts'
import { decisionRoutes } from './decisions.ts'
import { toFailure } from './failures.ts'
import { registerHealth } from './health.ts'
import { holderRoutes } from './holders.ts'
import { instrumentRoutes } from './instruments.ts'
import { judgementRoutes } from './judgements.ts'
import { negotiateLanguage } from './language.ts'
import { createInFlight, createRateLimiter, createSharedRoom, type RateLimit } from './limits.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { registerNotFound } from './not-found.ts'
import { type CompareOffer, offerRoutes } from './offers.ts'
import { packRoutes } from './packs.ts'
import { registerPages } from './pages.ts'
import { payoutAccountRoutes } from './payout-accounts.ts'
import { payoutRoutes } from './payouts.ts'
import { PROBLEM_MEDIA_TYPE, type ProblemInput, problemDocument } from './problem.ts'
import { loadProblemCatalogue, type ProblemCatalogue } from './problem-catalogue.ts'
import { registerPublicPages } from './public/register.ts'
import { createSite } from './public/site.ts'
import { quoteRoutes } from './quotes.ts'
import { admitAnonymous, type RegisterDeps, registerRoutes } from './register-routes.ts'
import { createRequestIds } from './request-id.ts'
import { pathOfRouter, type Route } from './route.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { createSerializerCompiler } from './serialization.ts'
import { sessionRoutes } from './session.ts'
import { simulatorRoutes } from './simulator.ts'
import { answerBrokenConnection } from './socket-failures.ts'
import { registerWeb } from './static-web.ts'
import { transferRoutes } from './transfers.ts'
import { createValidatorCompiler } from './validation.ts'

export interface HttpSettings {
  readonly isDemo: boolean
  readonly isSimulated: boolean
  /** Per address, for callers without a key. */
  readonly anonymousLimit: RateLimit
  readonly keyLimit: RateLimit
  readonly maximumInFlight: number
  readonly maximumStreams: number
  /** Directory of the built holder app. */
  readonly webDirectory: string
  /** `https://jandon.example`, where readers reach the public pages; empty when that is not known. */
  readonly publicOrigin: string
}

export interface HttpDeps {
  readonly usecases: Usecases
  readonly packs: ReadonlyMap<string, Pack>
  readonly banks: readonly Bank[]
  readonly compareOffer: CompareOffer
  /** The examples of a pack, for its public pages. They decide nothing and are read when first needed. */
  readonly readCases: (pack: Pack) => Promise<readonly CaseDocument[]>
  readonly readStats: () => Promise<Stats>
  readonly now: () => Instant
  /** Monotonic milliseconds. */
  readonly elapsed: () => number
  readonly log: Log
  readonly settings: HttpSettings
}

/** Every route under /v1, as data. The OpenAPI document and the client are made from this list. */
export function allRoutes(
  deps: Pick<HttpDeps, 'usecases' | 'packs' | 'banks' | 'compareOffer'> & { readonly isSimulated: boolean },
): Route[] {
  const { usecases, packs } = deps
  return [
    ...quoteRoutes(usecases, packs.values()),
    ...deadlineRoutes(usecases),
    ...offerRoutes(deps.compareOffer),
    ...judgementRoutes(),
    ...conversionRoutes(usecases),
    ...holderRoutes(usecases),
    ...instrumentRoutes(usecases, packs.values()),
    ...payoutAccountRoutes(usecases, deps.banks),
    ...payoutRoutes(usecases),
    ...decisionRoutes(usecases),
    ...packRoutes(packs),
    ...accountRoutes(usecases),
    ...transferRoutes(usecases),
    ...sessionRoutes(usecases),
    ...apiKeyRoutes(usecases),
    ...(deps.isSimulated ? simulatorRoutes(usecases) : []),
  ]
}

/** Times in milliseconds. 30 s is ten times what 2 MB take on a poor mobile line; idle lines outlive a proxy's 60 s. */
const REQUEST_TIMEOUT = 30_000
const KEEP_ALIVE_TIMEOUT = 72_000
/** Six lists of the longest kind at once. Parsed they take three times as much, within the 400 MB of a process. */
const LONG_BODY_BYTES = 48 * 1024 * 1024
/** Letters that wait for their judgement: some two seconds of work. More are told to come back. */
const LETTERS_JUDGED_AT_ONCE = 1_000_000
/** Our longest parameter is a rule id of under 120 characters. */
const MAXIMUM_PARAMETER_LENGTH = 200

/** Builds the server, not yet listening. `close()` waits for running requests and ends open event streams. */
export async function createHttpServer(deps: HttpDeps): Promise<FastifyInstance> {
  const catalogue = loadProblemCatalogue()
  const inFlight = createInFlight(deps.settings.maximumInFlight)
  const metrics = createMetrics(deps.readStats, () => inFlight.count, deps.usecases.postingFigures)
  const requestIds = createRequestIds(deps.now)
  const closing = new AbortController()
  const fail = createFailureHandler(catalogue, metrics, deps.log)
  const app = Fastify({
    logger: false,
    bodyLimit: 64 * 1024,
    requestTimeout: REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    requestIdHeader: false,
    genReqId: request => requestIds(request.headers['x-request-id']),
    routerOptions: { maxParamLength: MAXIMUM_PARAMETER_LENGTH },
    clientErrorHandler: answerBrokenConnection(catalogue, requestIds),
    frameworkErrors: (error, request, reply) => fail(error, request, reply),
  })
  app.setErrorHandler(fail)
  registerNotFound(app)
  app.setValidatorCompiler(createValidatorCompiler())
  app.setSerializerCompiler(createSerializerCompiler())
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id)
  })
  observe(app, metrics, deps)
  app.addHook('preClose', async () => closing.abort())

  const routes = allRoutes({ ...deps, isSimulated: deps.settings.isSimulated })
  const registered: RegisterDeps = {
    authenticate: createAuthentication({ usecases: deps.usecases, isDemo: deps.settings.isDemo }),
    inFlight,
    streams: createInFlight(deps.settings.maximumStreams),
    anonymousLimit: createRateLimiter(deps.settings.anonymousLimit, deps.elapsed),
    keyLimit: createRateLimiter(deps.settings.keyLimit, deps.elapsed),
    bodies: createSharedRoom(LONG_BODY_BYTES),
    judging: createSharedRoom(LETTERS_JUDGED_AT_ONCE),
    events: {
      usecases: deps.usecases,
      closing: closing.signal,
      onFault: (request, thrown) =>
        deps.log.error({ requestId: request.id, ...faultFields(thrown) }, 'An event stream broke.'),
    },
  }
  registerRoutes(app, routes, registered)
  registerHealth(app, deps.usecases, metrics)
  registerPages(app, routes, catalogue)
  await registerPublicPages(app, {
    site: createSite(deps.packs, { origin: deps.settings.publicOrigin, casesOf: deps.readCases }),
    createQuote: deps.usecases.createQuote,
    now: deps.now,
    admit: (request, reply) => admitAnonymous(request, reply, registered),
  })
  await registerWeb(app, deps.settings.webDirectory)
  return app
}

function createFailureHandler(catalogue: ProblemCatalogue, metrics: Metrics, log: Log) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const language = negotiateLanguage(request.headers['accept-language'], 'en')
    const failure = toFailure(error, language)
    if (failure.isOurs) {
      const fields = {
        requestId: request.id,
        route: pathOfRouter(request.routeOptions.url ?? ''),
        ...faultFields(error),
      }
      log.error(
        fields,
        failure.problem.code === 'overloaded' ? 'The database did not answer.' : 'A request failed by our fault.',
      )
    }
    metrics.refused(failure.problem.code)
    sendProblem(reply, failure.problem, failure.headers, { catalogue, language, requestId: request.id })
  }
}

function sendProblem(
  reply: FastifyReply,
  problem: ProblemInput,
  headers: Readonly<Record<string, string>>,
  context: { catalogue: ProblemCatalogue; language: 'ko' | 'en'; requestId: string },
): void {
  const document = problemDocument(context.catalogue, problem, context.language, context.requestId)
  reply.code(document.status).headers(SECURITY_HEADERS).headers(headers)
  reply.header('cache-control', 'no-store').header('vary', 'accept-language')
  reply.header('content-language', context.language).header('x-request-id', context.requestId)
  if (document.retryAfterSeconds !== undefined) reply.header('retry-after', String(document.retryAfterSeconds))
  // A text is sent as it is: problem documents are the same for all routes and need no serialiser of each.
  reply.header('content-type', `${PROBLEM_MEDIA_TYPE}; charset=utf-8`).send(JSON.stringify(document))
}

/** Logs and measures each answer by route pattern. Never the address itself, which may hold ids, nor any body. */
function observe(app: FastifyInstance, metrics: Metrics, deps: HttpDeps): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = pathOfRouter(request.routeOptions.url ?? 'none')
    metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000)
    const level = route === '/healthz' || route === '/readyz' || route === '/metrics' ? 'debug' : 'info'
    deps.log[level](
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        caller: request.caller?.role === 'operator' ? request.caller.keyId : request.caller?.role,
      },
      'Answered a request.',
    )
  })
}
