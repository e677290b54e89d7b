/**
 * What a log may say of an error: its name and where it came from. Messages are left out, for they may quote what an order says (H10).
 */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = error.stack?.split("\n").find((line) => line.trimStart().startsWith("at "));
  return place === undefined ? error.name : `${error.name} ${place.trim()}`;
}
