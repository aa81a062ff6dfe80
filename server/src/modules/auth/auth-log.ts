/** The little of a logger that signing in needs. */
export interface AuthLog {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}
