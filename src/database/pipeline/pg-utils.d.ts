declare module 'pg/lib/utils.js' {
  const utils: {
    /** The form in which PostgreSQL is sent a value. */
    prepareValue(value: unknown): unknown;
  };
  export default utils;
}
