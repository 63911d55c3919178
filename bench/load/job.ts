export interface LoadRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** JSON. */
  body?: string;
  status: number;
  /** What the body of a correct response contains. */
  expected: string[];
  /** Instead of the token of the job. */
  token?: string;
}

export interface Job {
  url: string;
  token: string;
  connections: number;
  seconds: number;
  /** Each connection repeats its own part of the requests. */
  requests: LoadRequest[];
  /** Requests per second, over all connections. Undefined: as many as possible. */
  rate?: number;
}

export interface Measurement {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  requests: number;
  /** Broken connections and timeouts. */
  errors: number;
  /** Responses with an unexpected status or body. */
  mismatches: number;
  /** The first such response. */
  example?: string;
}
