export interface LoadRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** JSON. */
  body?: string;
  status: number;
  /** What the body must hold to be the right answer. */
  expected: string[];
}

export interface Job {
  url: string;
  token: string;
  connections: number;
  seconds: number;
  /** Each connection goes round and round through a part of its own. */
  requests: LoadRequest[];
}

export interface Measurement {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  requests: number;
  /** Broken connections and timeouts. */
  errors: number;
  /** Answers with another status or body than was expected. */
  mismatches: number;
  /** The first of them. */
  example?: string;
}
