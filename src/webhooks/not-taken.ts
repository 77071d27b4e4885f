/** A request that is not taken: how it is answered, and what whoever runs the handler is told. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    says: string,
    { cause, ...headers }: { readonly cause?: unknown; readonly [name: string]: unknown } = {},
  ) {
    super(says, cause === undefined ? {} : { cause });
    this.status = status;
    this.headers = headers as Readonly<Record<string, string>>;
  }
}
