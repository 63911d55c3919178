import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { ServerResponse } from 'node:http';

export interface Claims {
  sub: string;
  exp: number;
  /** The organization whose subtree the caller sees, as `org_1`; without it, everything. */
  org?: string;
}

/** The claims of a valid HS256 token. */
export function verify(authorization: string | undefined, secretKey: KeyObject): Claims | undefined {
  if (!authorization?.startsWith('Bearer ')) return undefined;
  const end = authorization.lastIndexOf('.');
  const signed = authorization.slice(7, end);
  const received = Buffer.from(authorization.slice(end + 1), 'base64url');
  const expected = createHmac('sha256', secretKey).update(signed).digest();
  if (received.length !== expected.length || !timingSafeEqual(received, expected)) return undefined;
  const dot = signed.indexOf('.');
  const header = JSON.parse(Buffer.from(signed.slice(0, dot), 'base64url').toString()) as { alg?: string };
  const claims = JSON.parse(Buffer.from(signed.slice(dot + 1), 'base64url').toString()) as Claims;
  return header.alg === 'HS256' && claims.exp * 1000 > Date.now() ? claims : undefined;
}

export function send(response: ServerResponse, status: number, body: object): void {
  sendText(response, status, JSON.stringify(body));
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
