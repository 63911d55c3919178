import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getAccess } from '../../auth/access.js';
import { AccessGuard, rateLimitHeaders } from '../../auth/access.guard.js';
import { Environment } from '../../config/environment.js';
import { SECURITY_HEADERS } from '../../http/security-headers.js';
import { requestIdOf } from '../../http/request-id.js';
import { RequestMetrics } from '../../observability/request-metrics.js';
import { traceFastPath } from '../../observability/request-spans.js';
import { HttpAdapter } from '../../http/server.js';
import type { FastPath } from '../../observability/request-metrics.js';
import { protocols } from '../../org-ips/org-ip.dto.js';
import type { TransportProtocol } from '../../org-ips/org-ip.entity.js';
import type { Call } from '../decision.js';
import { RoutingController } from '../routing.controller.js';
import { RoutingIndexSync } from '../sync/routing-index-sync.js';
import { tracer } from '../../observability/tracing.js';
import { parseAddress } from '../index/network-table.js';
import { toStoredName, RoutingService } from '../routing.service.js';

/**
 * Answers what is asked for each call in front of Express and Nest, which take three times as long as everything else
 * together. It answers only what needs nothing looked up and has nothing wrong with it, and the same as the controller;
 * for whatever is unusual it leaves the request to that.
 */
@Injectable()
export class RoutingFastPath implements OnModuleInit {
  private readonly access = getAccess(RoutingController)!;
  private readonly headers = [...SECURITY_HEADERS.flat(), 'Content-Type', 'application/json; charset=utf-8'];

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly guard: AccessGuard,
    private readonly feed: RoutingIndexSync,
    private readonly routing: RoutingService,
    private readonly environment: Environment,
    private readonly metrics: RequestMetrics,
  ) {
    const { corsOrigins } = environment;
    // Who calls from an origin is answered behind this, with other headers.
    if (corsOrigins.length > 0 && !corsOrigins.includes('*')) this.headers.push('Vary', 'Origin');
  }

  onModuleInit(): void {
    // Who looks for what goes on wants a line for each request, which are written behind this.
    if (['debug', 'trace'].includes(this.environment.logLevel)) return;
    const { httpAdapter } = this.host;
    if (!(httpAdapter instanceof HttpAdapter)) return;
    let answer: FastPath = (request, response) => this.answer(request, response);
    if (this.environment.metricsPort !== undefined) answer = this.metrics.measureFastPath(answer);
    if (tracer()) answer = traceFastPath(answer);
    httpAdapter.addFastPath(answer);
  }

  /** By which route, if it has answered. */
  private answer(request: IncomingMessage, response: ServerResponse): string | undefined {
    if (!request.url!.startsWith(PREFIX) || !this.feed.fresh) return undefined;
    const call = callOf(request);
    const caller = call && this.guard.authorizeFromCache(request, this.access, this.feed.authEpoch);
    // Undefined where the index has become stale just now.
    const data = caller && this.routing.decideFromIndex(caller.scope, call);
    if (!data) return undefined;
    const body = JSON.stringify({ success: true, data });
    const length = Buffer.byteLength(body);
    const headers = [...this.headers, 'X-Request-Id', requestIdOf(request), 'Content-Length', String(length)];
    if (caller.rateLimit) headers.push(...rateLimitHeaders(caller.rateLimit).flat());
    response.writeHead(200, headers);
    // Of nothing but ASCII, as it mostly is, it is sent as it is.
    response.end(body, length === body.length ? 'latin1' : 'utf8');
    return routeOf(request.url!);
  }
}

const PREFIX = '/routing/';
const DECISION = '/routing/decision?';
const IPS = '/routing/ips/';
const DOMAINS = '/routing/domains/';

function routeOf(url: string): string {
  if (url.startsWith(DECISION)) return '/routing/decision';
  return url.startsWith(IPS) ? '/routing/ips/:ip' : '/routing/domains/:domain';
}

/** What is asked for, where it is written plainly; undefined where it takes a closer look. */
function callOf({ url, method, headers }: IncomingMessage): Call | undefined {
  // What browsers ask for besides, and escapes.
  if (method !== 'GET' || headers.origin !== undefined || /[%+]/.test(url!)) return undefined;
  const call: Call = { traffic: 'signaling' };
  if (url!.startsWith(DECISION))
    return addQuery(call, url!.slice(DECISION.length), true) && call.address !== undefined ? call : undefined;
  const mark = url!.indexOf('?');
  const end = mark === -1 ? url!.length : mark;
  if (url!.startsWith(DOMAINS)) {
    const domain = url!.slice(DOMAINS.length, end);
    return mark === -1 && isName(domain) ? { ...call, domain: toStoredName(domain) } : undefined;
  }
  if (!url!.startsWith(IPS)) return undefined;
  call.address = parseAddress(url!.slice(IPS.length, end));
  if (call.address === undefined) return undefined;
  return mark === -1 || addQuery(call, url!.slice(mark + 1), false) ? call : undefined;
}

/** Adds what a query asks for, or says that it takes a closer look. `whole`: it may ask for both halves. */
function addQuery(call: Call, query: string, whole: boolean): boolean {
  let media: boolean | undefined;
  for (let from = 0; from <= query.length;) {
    const ampersand = query.indexOf('&', from);
    const end = ampersand === -1 ? query.length : ampersand;
    const equals = query.indexOf('=', from);
    if (equals === -1 || equals > end) return false;
    const value = query.slice(equals + 1, end);
    const name = query.slice(from, equals);
    from = end + 1;
    switch (name) {
      case 'ip':
        if (!whole || call.address !== undefined) return false;
        call.address = parseAddress(value);
        if (call.address === undefined) return false;
        break;
      case 'port':
        if (call.port !== undefined || !/^[1-9]\d{0,4}$/.test(value)) return false;
        call.port = Number(value);
        if (call.port > 65_535) return false;
        break;
      case 'protocol':
        if (call.protocol !== undefined || !isProtocol(value)) return false;
        call.protocol = value;
        break;
      case 'domain':
        if (!whole || call.domain !== undefined || !isName(value)) return false;
        call.domain = toStoredName(value);
        break;
      case 'media':
        if (media !== undefined || (value !== 'true' && value !== 'false')) return false;
        media = value === 'true';
        break;
      default:
        return false;
    }
  }
  if (media) call.traffic = 'media';
  return true;
}

function isProtocol(text: string): text is TransportProtocol {
  return protocols.includes(text as TransportProtocol);
}

/** A name of letters, digits, hyphens and dots, of which nothing has to be decoded. */
function isName(text: string): boolean {
  return /^[A-Za-z0-9.-]{1,253}$/.test(text);
}
