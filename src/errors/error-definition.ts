/** How docs/errors.md explains an error, in Markdown. */
export interface Explanation {
  /** When the error occurs. */
  cause: string;
  /** What the caller can do about it. */
  remedy: string;
  /** Where the error is, if it is not the response to a request but a part of one. */
  place?: string;
}

const definitions = new Map<string, ErrorDefinition>();

/** One error of the API: its status, its stable code, its message, and its explanation for docs/errors.md. */
export class ErrorDefinition {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly message: string,
    readonly explanation: Explanation,
  ) {
    if (definitions.has(code)) throw new Error(`Two errors have the code ${code}`);
    definitions.set(code, this);
  }

  /** The same error with the message of one route. */
  withMessage(message: string): ErrorDefinition {
    return Object.create(this, { message: { value: message, enumerable: true } }) as ErrorDefinition;
  }

  /** Every error that a loaded module defines. */
  static all(): ErrorDefinition[] {
    return [...definitions.values()];
  }
}
