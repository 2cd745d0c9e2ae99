export interface ApiCause {
  readonly field?: string;
  readonly message?: string;
}

/** The API server said no. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The HTTP status. */
  readonly status: number;
  /** `NotFound`, `Invalid`, `Forbidden`, ... */
  readonly reason: string;
  /** Fields that the API server complains of: `spec.ports[0].nodePort`. */
  readonly causes: readonly ApiCause[];

  constructor(status: number, reason: string, message: string, causes: readonly ApiCause[] = []) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.causes = causes;
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** Nothing instead of an error for an object that is not there. */
export function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}
